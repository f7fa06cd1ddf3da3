import { PRODUCT_TEMPLATES } from '@rostrum/domain';
import { fieldOf } from '../drafts.ts';
import type { Stand } from '../held.ts';
import { KINDS, LANGUAGES, type Template } from './use-templates.ts';

export type Draft = Pick<Template, 'kind' | 'title' | 'product' | 'texts'>;
/** What the form is open for. */
export type Opened = Template | 'new';

function readDraft(kept: unknown): Draft | undefined {
  const kind = KINDS.find((one) => one === fieldOf(kept, 'kind'));
  const title = fieldOf(kept, 'title');
  const texts = fieldOf(kept, 'texts');
  const [en, fr, es, ar] = LANGUAGES.map((language) => fieldOf(texts, language));
  if (kind === undefined || typeof title !== 'string') return undefined;
  if (typeof en !== 'string' || typeof fr !== 'string') return undefined;
  if (typeof es !== 'string' || typeof ar !== 'string') return undefined;
  const product = PRODUCT_TEMPLATES.find((one) => one === fieldOf(kept, 'product')) ?? null;
  return { kind, title, product, texts: { en, fr, es, ar } };
}

export const standOf = (template: Draft | Template): Stand<Draft, number | undefined> => ({
  mark: 'version' in template ? template.version : undefined,
  value: {
    kind: template.kind,
    title: template.title,
    product: template.product,
    texts: template.texts,
  },
});

export function readStand(kept: unknown): Stand<Draft, number | undefined> | undefined {
  const mark = fieldOf(kept, 'mark');
  const value = readDraft(fieldOf(kept, 'value'));
  return value && { mark: typeof mark === 'number' ? mark : undefined, value };
}

export function readOpened(kept: unknown): Opened | undefined {
  if (kept === 'new') return kept;
  const [id, version] = [fieldOf(kept, 'id'), fieldOf(kept, 'version')];
  const draft = readDraft(kept);
  if (draft === undefined || typeof id !== 'string' || typeof version !== 'number') return undefined;
  return { ...draft, id, version };
}
