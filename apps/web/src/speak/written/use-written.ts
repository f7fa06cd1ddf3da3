import { type ApiProblem, sendForm } from '@rostrum/client';
import { useCallback, useState } from 'react';
import { api } from '../api.ts';
import { asProblem } from '../link/use-link.ts';
import { placeHeaders } from '../place.ts';
import { useReload } from '../statement/ahead.ts';
import type { UnsavedText, Written } from './unsaved-text.ts';

export interface WrittenResource {
  readonly written: Written | null;
  /** Why it could not be had. */
  readonly problem: ApiProblem | null;
  readonly refetch: () => Promise<void>;
  /** @throws ApiProblem */
  readonly save: (language: string, unsaved: UnsavedText) => Promise<void>;
  /** @throws ApiProblem */
  readonly erase: (language: string) => Promise<void>;
}

/** The texts of the own statement, as the server has them. */
export function useWritten(first: Written | null): WrittenResource {
  const [written, setWritten] = useState(first);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const refetch = useCallback(async () => {
    try {
      setWritten(await api('GET /api/v1/speaker/written'));
      setProblem(null);
    } catch (error) {
      setProblem(asProblem(error));
    }
  }, []);
  useReload(refetch, first !== null);
  const save = useCallback(async (language: string, unsaved: UnsavedText) => {
    setWritten(await api('POST /api/v1/speaker/written', { body: { language, ...unsaved } }));
  }, []);
  const erase = useCallback(async (language: string) => {
    const name = 'DELETE /api/v1/speaker/written/languages/{language}';
    setWritten(await api(name, { params: { language } }));
  }, []);
  return { written, problem, refetch, save, erase };
}

/** The words of a file; nothing of it is stored. @throws ApiProblem */
export const wordsOfFile = (language: string, file: File) =>
  sendForm(
    'POST /api/v1/speaker/written/file',
    { params: {}, form: { language, file } },
    { headers: placeHeaders },
  );

/** @throws ApiProblem */
export const oneVersion = (id: string) => api('GET /api/v1/speaker/written/{id}', { params: { id } });
