import { DOCUMENT_LIMIT_BYTES, Language } from '@rostrum/domain';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { InvalidRequest } from '../http/to-problem.ts';
import { receiveSmallFile } from './receive-small-file.ts';

const Fields = z.object({ language: Language });

/** @throws Problem document_too_large | file_missing | request_invalid */
export async function receiveDocument(
  request: Request,
  response: Response,
): Promise<{ language: string; bytes: Uint8Array }> {
  const most = { bytes: DOCUMENT_LIMIT_BYTES, fields: 2, tooLarge: 'document_too_large' } as const;
  const bytes = await receiveSmallFile(request, response, most);
  const fields = Fields.safeParse(request.body);
  if (!fields.success) throw new InvalidRequest('body', fields.error);
  return { language: fields.data.language, bytes };
}
