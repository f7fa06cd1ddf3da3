import type { Output } from '@rostrum/client';
import { type ReviewKey, useWords } from '../words/use-words.ts';
import english from './words/en.json';

export type HistoryItem = Output<'GET /api/v1/statements/{id}/history'>['items'][number];

export const GROUPS = ['video', 'decisions', 'programme', 'access'] as const;
export type Group = (typeof GROUPS)[number];

const DECIDED =
  /^statement\.(decided|decision_undone|note_|comment_|assigned|approved|changes_requested|declined|awaiting_speaker)|^take\.question_/;

export function groupOf({ action, reason }: Pick<HistoryItem, 'action' | 'reason'>): Group {
  if (action.startsWith('programme')) return 'programme';
  if (DECIDED.test(action) || reason?.startsWith('answered_')) return 'decisions';
  return /^(take|cut|captions|receipt)\./.test(action) ? 'video' : 'access';
}

type Did = Extract<ReviewKey, `did.${string}`>;
const isDid = (key: string): key is Did => Object.hasOwn(english, key);

/** The sentence for it: by its reason where that says more, by what became of a revision, else by itself. */
export function keyOf({ action, reason, revision, person }: HistoryItem): Did {
  const name = `did.${action}`;
  const closer = [
    `${name}.${reason}`,
    `${name}.${revision?.kind}`,
    `${name}.${person === null ? 'nobody' : 'somebody'}`,
  ];
  return closer.find(isDid) ?? (isDid(name) ? name : 'did.other');
}

export function useSentence(): (item: HistoryItem) => string {
  const { t } = useWords();
  return (item) => {
    const { actor, take, cut, revision, person, action } = item;
    const who =
      actor.name ??
      t(
        actor.kind === 'speaker'
          ? 'who.speaker'
          : actor.kind === 'delegate'
            ? 'who.delegate'
            : actor.kind === 'pipeline'
              ? 'who.pipeline'
              : 'who.gone',
      );
    return t(keyOf(item), {
      who,
      take: take ?? '?',
      cut: cut ?? '?',
      n: revision?.number ?? '?',
      place: revision?.position ?? '?',
      person: person ?? '',
      action,
    });
  };
}
