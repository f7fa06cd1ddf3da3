import { type Output, sendForm } from '@rostrum/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api.ts';
import { fieldOf, useKept } from '../drafts.ts';

export type WrittenState = Output<'GET /api/v1/statements/{id}/written'>;
export type WrittenText = WrittenState['texts'][number];
export type WrittenVersion = WrittenState['versions'][number];
export type Source = WrittenVersion['source'];

/** A text that is being corrected, and the version that it was begun on. */
export interface Correction {
  readonly language: string;
  readonly text: string;
  readonly source: Source;
  readonly baseId: string | null;
}

const SOURCES: readonly Source[] = ['typed', 'docx', 'odt', 'pdf', 'txt'];

function readCorrection(kept: unknown): Correction | undefined {
  const [language, text, baseId] = ['language', 'text', 'baseId'].map((name) => fieldOf(kept, name));
  if (typeof language !== 'string' || typeof text !== 'string') return undefined;
  const source = SOURCES.find((one) => one === fieldOf(kept, 'source')) ?? 'typed';
  return { language, text, source, baseId: typeof baseId === 'string' ? baseId : null };
}

/** What is being corrected outlives a reload and a sign-in that ended, in this tab. */
export const useKeptCorrection = (statementId: string) =>
  useKept<Correction>(`written.${statementId}`, readCorrection);

/** A statement in writing, and what is done to it. */
export function useWritten(statementId: string) {
  const client = useQueryClient();
  const params = { id: statementId };
  const key = ['statement', statementId, 'written'];
  const written = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api('GET /api/v1/statements/{id}/written', { params }, { signal }),
  });
  const keep = (state: WrittenState) => client.setQueryData(key, state);
  const save = useMutation({
    mutationFn: (correction: Correction) =>
      api('POST /api/v1/statements/{id}/written', { params, body: correction }),
    onSuccess: keep,
    // Somebody else was faster: what is there now is shown beside what was written here.
    onError: () => void client.invalidateQueries({ queryKey: key }),
  });
  const readFile = useMutation({
    mutationFn: (form: { language: string; file: File }) =>
      sendForm('POST /api/v1/statements/{id}/written/file', { params, form }),
  });
  const erase = useMutation({
    mutationFn: (language: string) =>
      api('DELETE /api/v1/statements/{id}/written/languages/{language}', {
        params: { ...params, language },
      }),
    onSuccess: keep,
  });
  return { written, save, readFile, erase };
}

export const versionWithText = (statementId: string, textId: string) =>
  api('GET /api/v1/statements/{id}/written/{textId}', { params: { id: statementId, textId } });
