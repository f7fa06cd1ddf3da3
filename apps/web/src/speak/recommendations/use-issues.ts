import type { ApiProblem } from '@rostrum/client';
import { useCallback, useRef, useState } from 'react';
import type { CardsChange } from '../../issues/change-cards.ts';
import type { IssueSheet } from '../../issues/issue-draft.ts';
import type { Theme } from '../../issues/themes.ts';
import { api } from '../api.ts';
import { asProblem } from '../link/use-link.ts';
import { useReload } from '../statement/ahead.ts';

export type Outcome = 'saved' | 'changed' | 'failed';

const TRIES = 3;

export interface FirstIssues {
  readonly sheet: IssueSheet | null;
  readonly themes: { readonly themes: readonly Theme[] } | null;
}

/**
 * The issues of this statement. Another window may write them, too: an act is done once more on what stands then, so
 * that neither takes away what the other wrote about another issue.
 */
export function useIssues(changed: unknown, first: FirstIssues) {
  const [sheet, setSheet] = useState(first.sheet);
  const [themes, setThemes] = useState<readonly Theme[]>(first.themes?.themes ?? []);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const stands = useRef(first.sheet);
  const writing = useRef(false);

  const take = useCallback((next: IssueSheet) => {
    // An answer that was asked for earlier may come later.
    if (stands.current !== null && next.version < stands.current.version) return;
    stands.current = next;
    setSheet(next);
  }, []);

  const load = useCallback(async () => {
    try {
      const [list, read] = await Promise.all([
        api('GET /api/v1/themes'),
        api('GET /api/v1/speaker/recommendations'),
      ]);
      setThemes(list.themes);
      take(read);
      setProblem(null);
    } catch (error) {
      setProblem(asProblem(error));
    }
  }, [take]);

  // The statement is asked for again whenever something about it changed, and so is this.
  useReload(load, first.sheet !== null && first.themes !== null, changed);

  const apply = useCallback(
    async (change: CardsChange, language?: string): Promise<Outcome> => {
      if (writing.current) return 'failed';
      writing.current = true;
      setBusy(true);
      try {
        return await written(change, { language, stands, take });
      } catch (error) {
        setProblem(asProblem(error));
        return 'failed';
      } finally {
        writing.current = false;
        setBusy(false);
      }
    },
    [take],
  );

  return { sheet, themes, problem, busy, load, apply };
}

interface Writing {
  readonly language: string | undefined;
  readonly stands: { readonly current: IssueSheet | null };
  readonly take: (next: IssueSheet) => void;
}

async function written(change: CardsChange, { language, stands, take }: Writing): Promise<Outcome> {
  for (let attempt = 1; ; attempt += 1) {
    const now = stands.current ?? (await api('GET /api/v1/speaker/recommendations'));
    const cards = change(now.cards);
    if (cards === null) return 'changed';
    try {
      const body = { language: language ?? now.language ?? 'en', version: now.version, cards };
      take(await api('PUT /api/v1/speaker/recommendations', { body }));
      return 'saved';
    } catch (error) {
      if (asProblem(error).code !== 'stale' || attempt >= TRIES) throw error;
      take(await api('GET /api/v1/speaker/recommendations'));
    }
  }
}
