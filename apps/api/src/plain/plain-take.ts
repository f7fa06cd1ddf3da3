import { problemSaid, type SpeakerStatementState, type TakeWithCuts } from '@rostrum/core';
import { isRemovedFinding } from '@rostrum/domain';
import { html, type Markup } from './html.ts';
import { foundPart, needsCut } from './plain-found.ts';
import type { PlainView } from './plain-layout.ts';
import type { PlainWords } from './plain-words.ts';

export function isUnderWay({ state, sizeBytes }: TakeWithCuts): boolean {
  return (
    ['received', 'checking', 'preparing'].includes(state) || (state === 'receiving' && sizeBytes !== null)
  );
}

/** What was given up counts for nothing, unless there is nothing else. */
export function takeThatCounts(takes: readonly TakeWithCuts[]): TakeWithCuts | undefined {
  return takes.find(({ state }) => state !== 'abandoned') ?? takes[0];
}

export function takePart(view: PlainView, state: SpeakerStatementState, take: TakeWithCuts): Markup {
  const { words } = view;
  const { fileName, measuredMs, sha256 } = take;
  const length =
    measuredMs === null
      ? null
      : html`<dt>${words.say('plain.sent.length')}</dt><dd><bdi dir="ltr">${words.length(measuredMs)}</bdi></dd>`;
  const hash =
    sha256 === null
      ? null
      : html`<dt>${words.say('plain.sent.hash')}</dt><dd class="hash"><bdi dir="ltr">${sha256}</bdi></dd>`;
  return html`<h2>${words.say('plain.sent.title')}</h2>
<dl>
<dt>${words.say('plain.sent.file')}</dt><dd><bdi>${fileName ?? '–'}</bdi></dd>
<dt>${words.say('plain.sent.state')}</dt><dd>${stateSaid(words, take)}</dd>
${length}
${hash}
</dl>
${receiptPart(view, take)}
${refusal(words, take)}
${foundPart(words, state, take)}
${removedPart(words, take)}`;
}

/** What else was sent: kept, never changed. */
export function earlierPart(
  words: PlainWords,
  { takes }: SpeakerStatementState,
  counts: TakeWithCuts,
): Markup | null {
  const others = takes.filter((take) => take !== counts);
  if (others.length === 0) return null;
  return html`<h2>${words.say('plain.earlier.title')}</h2>
<ul>${others.map((take) => {
    const { number, fileName, measuredMs } = take;
    const length = measuredMs === null ? null : html` <bdi dir="ltr">(${words.length(measuredMs)})</bdi>`;
    return html`<li><b>${words.say('plain.said.take', { n: number })}</b> <bdi>${fileName ?? '–'}</bdi>: ${stateSaid(words, take)}${length}${refusal(words, take)}</li>`;
  })}</ul>`;
}

function stateSaid(words: PlainWords, take: TakeWithCuts): string {
  return words.say(needsCut(take) ? 'plain.take.needs_cut' : `plain.take.${take.state}`);
}

/** The API's own answer, which names the statement by its address: a link can send no header. */
function receiptPart({ words, place }: PlainView, { id, receivedAt }: TakeWithCuts): Markup | null {
  if (receivedAt === null || place === null) return null;
  const address = `/api/v1/speaker/takes/${id}/receipt?${new URLSearchParams({ place })}`;
  return html`<p>${words.say('plain.receipt.text')}<br><a class="action" href="${address}" download="receipt-${id}.json">${words.say('plain.receipt.go')}</a></p>`;
}

function refusal(words: PlainWords, { state, reason, figures }: TakeWithCuts): Markup | null {
  if (state !== 'refused' || reason === null) return null;
  const said = problemSaid(words, { code: reason, figures: figures ?? {} });
  return said === null ? null : html`<p role="alert">${said}</p>`;
}

/** By kind, once it was checked. */
function removedPart(words: PlainWords, { verdict }: TakeWithCuts): Markup | null {
  if (verdict?.outcome !== 'accepted') return null;
  const kinds = verdict.findings.map(({ code }) => code).filter(isRemovedFinding);
  const found =
    kinds.length === 0
      ? html`<p>${words.say('plain.removed.none')}</p>`
      : html`<p>${words.say('plain.removed.text')}</p>
<ul>${kinds.map((kind) => html`<li>${words.say(`plain.removed.${kind}`)}</li>`)}</ul>`;
  return html`<h2>${words.say('plain.removed.title')}</h2>
${found}
<p>${words.say('plain.removed.stays')}</p>`;
}
