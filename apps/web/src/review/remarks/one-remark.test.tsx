import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createWords, WordsProvider } from '../../kit/i18n/words.tsx';
import kit from '../../kit/words/en.json';
import { forgetDrafts, useDraft } from '../drafts.ts';
import type { Detail } from '../studio/types.ts';
import en from '../words/all-en.ts';
import { OneRemark } from './one-remark.tsx';
import type { Note } from './use-remarks.ts';

const stored = new Map<string, string>();
beforeEach(() =>
  vi.stubGlobal('sessionStorage', {
    get length() {
      return stored.size;
    },
    key: (at: number) => [...stored.keys()][at] ?? null,
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => stored.set(key, text),
    removeItem: (key: string) => stored.delete(key),
  }),
);
afterEach(() => {
  stored.clear();
  vi.unstubAllGlobals();
});

const note: Note = {
  id: 'n1',
  takeId: null,
  startMs: null,
  endMs: null,
  body: 'As it was',
  by: 'Ana',
  mine: true,
  createdAt: '2026-01-01T00:00:00Z',
  editedAt: null,
  resolvedAt: null,
  resolvedBy: null,
};
const detail: Pick<Detail, 'statement' | 'takes'> = {
  statement: { id: 's1', state: 'in_review', version: 1, withdrawnAt: null },
  takes: [],
};

/** A page newly opened by somebody: nothing of an earlier one is left but what was kept. */
function open(name: string, element: React.ReactElement): string {
  const client = new QueryClient();
  client.setQueryData(['me'], { name });
  return renderToStaticMarkup(
    <WordsProvider words={createWords('en', { ...kit, ...en })}>
      <QueryClientProvider client={client}>{element}</QueryClientProvider>
    </WordsProvider>,
  );
}
function Type({ text }: { readonly text: string }) {
  const [kept, write] = useDraft('rewrite.n1');
  if (kept !== text) write(text);
  return null;
}
const remark = <OneRemark kind="note" remark={note} detail={detail} take={undefined} />;

test('a remark that was being rewritten is there again for whoever wrote it, until they sign out', () => {
  expect(open('Ana', remark)).not.toContain('<textarea');
  open('Ana', <Type text="As it shall be" />);
  expect(open('Ana', remark)).toMatch(/<textarea[^>]*>As it shall be</);
  expect(open('Bo', remark)).not.toContain('As it shall be');
  forgetDrafts();
  expect(open('Ana', remark)).not.toContain('As it shall be');
});
