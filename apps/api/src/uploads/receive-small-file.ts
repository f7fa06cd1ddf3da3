import { Problem } from '@rostrum/domain';
import type { Request, Response } from 'express';
import multer from 'multer';

/** Around the file: boundaries, headers, a short field or two. */
const FORM_OVERHEAD_BYTES = 16 * 1024;

/**
 * One multipart request with one file in the field "file", held in memory: nothing of it ever lies on a disk. Its
 * other fields, short ones, stand in `request.body`.
 * @throws Problem `tooLarge` | file_missing | request_invalid
 */
export async function receiveSmallFile(
  request: Request,
  response: Response,
  most: { bytes: number; fields: number; tooLarge: 'document_too_large' | 'portrait_too_large' },
): Promise<Uint8Array> {
  const tooLarge = (cause?: unknown) =>
    new Problem(most.tooLarge, { figures: { limitBytes: most.bytes }, cause });
  if (Number(request.get('content-length') ?? 0) > most.bytes + FORM_OVERHEAD_BYTES) {
    // What is still on its way is not read: the connection ends with the answer.
    response.setHeader('connection', 'close');
    throw tooLarge();
  }
  const { bytes: fileSize, fields } = most;
  const limits = { files: 1, fileSize, fields, parts: fields + 1, fieldSize: 100, fieldNameSize: 100 };
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
