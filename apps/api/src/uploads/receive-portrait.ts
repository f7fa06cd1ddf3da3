import { PORTRAIT_LIMIT_BYTES, Problem } from '@rostrum/domain';
import type { Request, Response } from 'express';
import multer from 'multer';

/** Around the file: boundaries and headers. */
const FORM_OVERHEAD_BYTES = 16 * 1024;

/**
 * One multipart request with one small file in the field "file", held in memory.
 * @throws Problem portrait_too_large | file_missing | request_invalid
 */
export async function receivePortrait(request: Request, response: Response): Promise<Uint8Array> {
  const tooLarge = (cause?: unknown) =>
    new Problem('portrait_too_large', { figures: { limitBytes: PORTRAIT_LIMIT_BYTES }, cause });
  if (Number(request.get('content-length') ?? 0) > PORTRAIT_LIMIT_BYTES + FORM_OVERHEAD_BYTES) {
    // What is still on its way is not read: the connection ends with the answer.
    response.setHeader('connection', 'close');
    throw tooLarge();
  }
  const limits = { files: 1, fileSize: PORTRAIT_LIMIT_BYTES, fields: 1, parts: 2, fieldSize: 100 };
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
  return request.file.buffer;
}
