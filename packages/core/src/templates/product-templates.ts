import { PRODUCT_TEMPLATES, type ProductTemplate, type SpeakerLanguage } from '@rostrum/domain';
import type { DecisionKind } from '../ports/store/decisions.ts';
import type { TemplateRecord } from '../ports/store/templates.ts';
import ar from './words/ar.json' with { type: 'json' };
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };
import fr from './words/fr.json' with { type: 'json' };

type Key = ProductTemplate;
const TEXTS: Readonly<Record<SpeakerLanguage, Readonly<Record<Key, string>>>> = { en, fr, es, ar };

/**
 * Ids that stay, so that two who change the first one at once begin from the same rows. A title is what programs
 * are given; the staff's pages have one of their own language.
 */
const HEADS: Readonly<Record<Key, { readonly id: string; readonly title: string }>> = {
  'approve.plain': { id: '6f0c0de0-0000-4000-8000-000000000001', title: 'Accepted as it is' },
  'approve.cut': { id: '6f0c0de0-0000-4000-8000-000000000002', title: 'Accepted with a cut' },
  'ask_changes.too_long': { id: '6f0c0de0-0000-4000-8000-000000000003', title: 'Too long' },
  'ask_changes.sound': { id: '6f0c0de0-0000-4000-8000-000000000004', title: 'Sound hard to understand' },
  'ask_changes.picture': { id: '6f0c0de0-0000-4000-8000-000000000005', title: 'Picture cannot be used' },
  'ask_changes.names': { id: '6f0c0de0-0000-4000-8000-000000000006', title: 'A person is named' },
  'ask_changes.wrong_video': { id: '6f0c0de0-0000-4000-8000-000000000007', title: 'Wrong video' },
  'decline.late': { id: '6f0c0de0-0000-4000-8000-000000000008', title: 'Too late' },
  'decline.not_for_upr': { id: '6f0c0de0-0000-4000-8000-000000000009', title: 'Not about this review' },
};

const kindOf = (key: string): DecisionKind =>
  key.startsWith('approve.') ? 'approve' : key.startsWith('decline.') ? 'decline' : 'ask_changes';

/** What there is to begin with, and again where every template was taken away. */
export const productTemplates: readonly TemplateRecord[] = PRODUCT_TEMPLATES.map((key, position) => ({
  ...HEADS[key],
  kind: kindOf(key),
  texts: { en: TEXTS.en[key], fr: TEXTS.fr[key], es: TEXTS.es[key], ar: TEXTS.ar[key] },
  position,
  version: 0,
}));

/** Which of the product's it is, while it goes by the product's title; null once the staff gave it one. */
export function productTemplateOf({
  id,
  title,
}: Pick<TemplateRecord, 'id' | 'title'>): ProductTemplate | null {
  return PRODUCT_TEMPLATES.find((key) => HEADS[key].id === id && HEADS[key].title === title) ?? null;
}
