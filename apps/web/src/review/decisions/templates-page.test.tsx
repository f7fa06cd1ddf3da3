import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createWords, WordsProvider } from '../../kit/i18n/words.tsx';
import kit from '../../kit/words/fr.json';
import { forgetDrafts, useKept } from '../drafts.ts';
import fr from '../words/all-fr.ts';
import { TemplatesPage } from './templates-page.tsx';
import { TEMPLATES_KEY, type Template } from './use-templates.ts';

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

const texts = { en: 'Too late', fr: 'Trop tard pour cette session', es: 'Tarde', ar: 'متأخر' };
const late: Template = {
  ...{ id: 't1', kind: 'decline', title: 'Too late', product: 'decline.late', texts, version: 1 },
};
const own: Template = { ...late, id: 't2', title: 'Our own name', product: null };

/** A page newly opened by somebody: nothing of an earlier one is left but what was kept. */
function open(name: string, element: React.ReactElement): string {
  const client = new QueryClient();
  client.setQueryData(['me'], { name });
  client.setQueryData(TEMPLATES_KEY, { templates: [late, own] });
  return renderToStaticMarkup(
    <WordsProvider words={createWords('fr', { ...kit, ...fr })}>
      <QueryClientProvider client={client}>{element}</QueryClientProvider>
    </WordsProvider>,
  );
}

function Leave() {
  useKept('template.open', () => undefined)[1](late);
  const { id, version, ...value } = late;
  const written = { ...value, texts: { ...texts, es: 'Demasiado tarde' } };
  useKept(`template.${id}`, () => undefined)[1]({ opened: { mark: version, value }, value: written });
  return null;
}

test("the product's texts go by a title in the reader's language, the staff's by their own", () => {
  const page = open('Ana', <TemplatesPage />);
  expect(page).toContain('<strong>Trop tard</strong>');
  expect(page).toContain('<strong>Our own name</strong>');
  expect(page).not.toContain('Too late');
});

test('what was being written is there again after a sign-in that ended, for whoever wrote it', () => {
  open('Ana', <Leave />);
  const page = open('Ana', <TemplatesPage />);
  expect(page).toMatch(/<textarea[^>]*>Demasiado tarde</);
  expect(page).toMatch(/<input[^>]*value="Trop tard"/);
  expect(open('Bo', <TemplatesPage />)).not.toContain('<textarea');
  forgetDrafts();
  expect(open('Ana', <TemplatesPage />)).not.toContain('<textarea');
});
