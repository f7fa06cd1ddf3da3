import { problemSaid, type TakeWithCuts } from '@rostrum/core';
import { isRemovedFinding } from '@rostrum/domain';
import { html, type Markup } from './html.ts';
import type { PlainWords } from './plain-words.ts';

export function isUnderWay({ state, sizeBytes }: TakeWithCuts): boolean {
  return (
    ['received', 'checking', 'preparing'].includes(state) || (state === 'receiving' && sizeBytes !== null)
  );
}

export function takePart(words: PlainWords, take: TakeWithCuts): Markup {
  const { state, fileName, measuredMs, sha256 } = take;
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
<dt>${words.say('plain.sent.state')}</dt><dd>${words.say(`plain.take.${state}`)}</dd>
${length}
${hash}
</dl>
${refusal(words, take)}
${removedPart(words, take)}`;
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
