import { DOCUMENT_LIMIT_BYTES, Language, Problem } from '@rostrum/domain';
import type { Request, Response } from 'express';
import multer from 'multer';
import { z } from 'zod';
import { InvalidRequest } from '../http/to-problem.ts';

/** Around the file: boundaries, headers, one short field. */
const FORM_OVERHEAD_BYTES = 16 * 1024;
const Fields = z.object({ language: Language });

/**
 * One multipart request with one file in the field "file", held in memory: nothing of it ever lies on a disk.
 * @throws Problem document_too_large | file_missing | request_invalid
 */
export async function receiveDocument(
  request: Request,
  response: Response,
): Promise<{ language: string; bytes: Uint8Array }> {
  const tooLarge = (cause?: unknown) =>
    new Problem('document_too_large', { figures: { limitBytes: DOCUMENT_LIMIT_BYTES }, cause });
  if (Number(request.get('content-length') ?? 0) > DOCUMENT_LIMIT_BYTES + FORM_OVERHEAD_BYTES) {
    // What is still on its way is not read: the connection ends with the answer.
    response.setHeader('connection', 'close');
    throw tooLarge();
  }
  const limits = {
    files: 1,
    fileSize: DOCUMENT_LIMIT_BYTES,
    fields: 2,
    parts: 3,
    fieldSize: 100,
    fieldNameSize: 100,
  };
  const receive = multer({ storage: multer.memoryStorage(), limits }).single('file');
  try {
    await new Promise<void>((resolve, reject) => {
      receive(request, response, (error: unknown) => (error ? reject(error) : resolve()));
    });
  } catch (error) {
    response.setHeader('connection', 'close');
    throw error instanceof multer.MulterError && error.code === 'LIMIT_FILE_SIZE' ? tooLarge(error) : error;
  }
  if (request.file === undefined) throw new Problem('file_missing');
  const fields = Fields.safeParse(request.body);
  if (!fields.success) throw new InvalidRequest('body', fields.error);
  return { language: fields.data.language, bytes: request.file.buffer };
}
