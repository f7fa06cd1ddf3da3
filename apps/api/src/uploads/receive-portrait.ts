import { PORTRAIT_LIMIT_BYTES } from '@rostrum/domain';
import type { Request, Response } from 'express';
import { receiveSmallFile } from './receive-small-file.ts';

/** @throws Problem portrait_too_large | file_missing | request_invalid */
export async function receivePortrait(request: Request, response: Response): Promise<Uint8Array> {
  const most = { bytes: PORTRAIT_LIMIT_BYTES, fields: 1, tooLarge: 'portrait_too_large' } as const;
  return await receiveSmallFile(request, response, most);
}
