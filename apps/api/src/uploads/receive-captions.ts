import { CAPTIONS_LIMIT_BYTES, Language, Problem } from '@rostrum/domain';
import type { Request, Response } from 'express';
import multer from 'multer';
import { z } from 'zod';
import { InvalidRequest } from '../http/to-problem.ts';

/** Around the file: boundaries, headers, one short field. */
const FORM_OVERHEAD_BYTES = 16 * 1024;
const Fields = z.object({ language: Language });

/**
 * One multipart request with one small file in the field "file", held in memory.
 * @throws Problem captions_too_large | file_missing | request_invalid
 */
export async function receiveCaptions(
  request: Request,
  response: Response,
): Promise<{ language: string; source: Uint8Array }> {
  const declared = Number(request.get('content-length') ?? 0);
  if (declared > CAPTIONS_LIMIT_BYTES + FORM_OVERHEAD_BYTES) {
    // What is still on its way is not read: the connection ends with the answer.
    response.setHeader('connection', 'close');
    throw new Problem('captions_too_large', { figures: { limitBytes: CAPTIONS_LIMIT_BYTES } });
  }
  const receive = multer({
    storage: multer.memoryStorage(),
    limits: {
      files: 1,
      fileSize: CAPTIONS_LIMIT_BYTES,
      fields: 2,
      parts: 3,
      fieldSize: 100,
      fieldNameSize: 100,
    },
  }).single('file');
  try {
    await new Promise<void>((resolve, reject) => {
      receive(request, response, (error: unknown) => (error ? reject(error) : resolve()));
    });
  } catch (error) {
    response.setHeader('connection', 'close');
    if (error instanceof multer.MulterError && error.code === 'LIMIT_FILE_SIZE') {
      throw new Problem('captions_too_large', {
        figures: { limitBytes: CAPTIONS_LIMIT_BYTES },
        cause: error,
      });
    }
    throw error;
  }
  if (request.file === undefined) throw new Problem('file_missing');
  const fields = Fields.safeParse(request.body);
  if (!fields.success) throw new InvalidRequest('body', fields.error);
  return { language: fields.data.language, source: request.file.buffer };
}
