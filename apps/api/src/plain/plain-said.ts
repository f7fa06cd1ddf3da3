import type { SpeakerStatementState } from '@rostrum/core';
import { html, type Markup } from './html.ts';
import type { PlainWords } from './plain-words.ts';

/** What the staff said about the newest video that counts, with the places they mean; null while it waits for a word. */
export function saidPart(words: PlainWords, state: SpeakerStatementState): Markup | null {
  const kind = saidKind(state);
  if (kind === null) return null;
  const message = state.decision?.messageToSpeaker;
  const nothing = kind === 'changes' && !message && state.comments.length === 0;
  return html`<h2>${words.say(`plain.said.${kind}.title`)}</h2>
${message ? html`<blockquote dir="auto">${message}</blockquote>` : null}
${nothing ? html`<p>${words.say('plain.said.changes.none')}</p>` : null}
${kind === 'question' ? html`<p>${words.say('plain.said.question.text')}</p>` : null}
${placesPart(words, state)}`;
}

/** A newer video than the one that was spoken of waits for a word of its own. */
function saidKind({ statement, question, takes, decision }: SpeakerStatementState) {
  if (question !== null) return 'question';
  const newest = takes.find(({ state }) => state !== 'abandoned');
  if (newest === undefined || decision?.takeId !== newest.id) return null;
  if (statement.state === 'changes_requested') return 'changes';
  return statement.state === 'declined' ? 'declined' : null;
}

function placesPart(words: PlainWords, { comments, takes }: SpeakerStatementState): Markup | null {
  if (comments.length === 0) return null;
  const inOrder = [...comments].sort((a, b) => (a.startMs ?? -1) - (b.startMs ?? -1));
  return html`<h3>${words.say('plain.said.places')}</h3>
<ul>${inOrder.map((comment) => {
    const number = takes.length > 1 ? takes.find(({ id }) => id === comment.takeId)?.number : undefined;
    return html`<li>${number === undefined ? null : html`<b>${words.say('plain.said.take', { n: number })}</b> `}${placeOf(words, comment)}<p dir="auto">${comment.body}</p></li>`;
  })}</ul>`;
}

function placeOf(
  words: PlainWords,
  { startMs, endMs }: SpeakerStatementState['comments'][number],
): Markup | null {
  if (startMs === null) return null;
  const from = words.length(startMs);
  const said =
    endMs === null
      ? words.say('plain.said.at', { time: from })
      : words.say('plain.said.range', { from, to: words.length(endMs) });
  return html`<b>${said}</b>`;
}
