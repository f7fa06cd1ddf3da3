import { momentsSaid, problemSaid, type SpeakerStatementState } from '@rostrum/core';
import type { Problem } from '@rostrum/domain';
import { stateNameIn } from '@rostrum/domain/state-names';
import { html, type Markup } from './html.ts';
import { asksToAgree, consentFields, consentPart } from './plain-consent.ts';
import {
  asRead,
  languageForms,
  layOut,
  onward,
  PLAIN_PATH,
  type PlainView,
  SENT_PATH,
  tokenField,
} from './plain-layout.ts';
import { saidPart } from './plain-said.ts';
import { isUnderWay, takePart } from './plain-take.ts';
import type { PlainWords } from './plain-words.ts';

const MEGA = 1_000_000;

export function openPage(view: PlainView): string {
  const { words } = view;
  return layOut(view, {
    title: words.say('plain.open.title'),
    body: openForm(
      view,
      html`<p>${words.say('plain.open.paste')}</p>
<p><label for="link">${words.say('plain.open.link')}</label><br><input id="link" name="link" dir="ltr" required></p>`,
    ),
  });
}

/** The link opens with the code that was mailed. */
export function codePage(view: PlainView, link: string, problem: 'code_wrong' | null = null): string {
  const { words } = view;
  const kept = html`<input type="hidden" name="link" value="${link}">`;
  return layOut(view, {
    title: words.say('plain.open.title'),
    languages: languageForms(view, `${PLAIN_PATH}/open`, html`${tokenField(view)}${kept}`),
    body: openForm(
      view,
      html`<p>${words.say('plain.open.mailed')}</p>
${problem === null ? null : html`<p role="alert">${words.say(`problem.${problem}`)}</p>`}
<p><label for="code">${words.say('plain.open.code')}</label><br><input id="code" name="code" dir="ltr" inputmode="numeric" autocomplete="one-time-code" required></p>
${kept}`,
    ),
  });
}

function openForm(view: PlainView, fields: Markup): Markup {
  return html`<form method="post" action="${onward(view, `${PLAIN_PATH}/open`)}">
${tokenField(view)}
${fields}
<p><button type="submit">${view.words.say('plain.open.go')}</button></p>
</form>`;
}

export function problemPage(view: PlainView, problem: Problem, requestId: string): string {
  const { words } = view;
  const general = words.say(problem.status < 500 ? 'problem.request_invalid' : 'problem.internal');
  return layOut(view, {
    title: words.say('plain.failed'),
    body: html`<p role="alert">${problemSaid(words, problem) ?? general}</p>
<p><a href="${onward(view)}">${words.say('plain.back')}</a></p>
<p><small><bdi dir="ltr">${requestId}</bdi></small></p>`,
  });
}

export function statementPage(view: PlainView, state: SpeakerStatementState): string {
  const { words } = view;
  const [take] = state.takes;
  const stateName = stateNameIn(state.review, words.language);
  const length = words.length(state.floor.maximumMs);
  return layOut(view, {
    title: words.say('plain.statement.title', { state: stateName }),
    body: html`<dl>
<dt>${words.say('plain.fact.organisation')}</dt><dd><bdi>${state.organisation.name}</bdi></dd>
<dt>${words.say('plain.fact.state')}</dt><dd><bdi>${stateName}</bdi></dd>
<dt>${words.say('plain.fact.floor')}</dt><dd>${words.say('plain.fact.floor.most', { length })}</dd>
<dt>${words.say('plain.fact.deadline')}</dt><dd>${deadline(words, state)}</dd>
</dl>
${saidPart(words, state)}
${take ? takePart(words, take) : null}
${take && isUnderWay(take) ? html`<p><a href="${onward(view, SENT_PATH)}">${words.say('plain.sent.follow')}</a></p>` : null}
${state.mayBegin ? sendPart(view, state) : mayNotPart(words, state)}
${mayChangeConsent(state) ? consentPart(view, state) : null}
${state.statement.state === 'withdrawn' ? null : withdrawPart(view)}`,
  });
}

/** The newest file alone: comes anew by itself while something is being done with it. Null where none was sent. */
export function sentPage(view: PlainView, state: SpeakerStatementState): string | null {
  const { words } = view;
  const [take] = state.takes;
  if (take === undefined) return null;
  const refresh = isUnderWay(take);
  return layOut(view, {
    title: words.say('plain.statement.title', { state: stateNameIn(state.review, words.language) }),
    refresh,
    body: html`${takePart(words, take)}
${refresh ? html`<p>${words.say('plain.sent.again')}</p>` : null}
<p><a href="${onward(view)}">${words.say('plain.sent.all')}</a></p>`,
  });
}

/** Where a file can be sent, the first one brings the consent with it. */
function mayChangeConsent(state: SpeakerStatementState): boolean {
  return state.statement.state !== 'withdrawn' && !(state.mayBegin && asksToAgree(state));
}

function deadline(words: PlainWords, { deadline: { at, timeZone } }: SpeakerStatementState): Markup {
  if (at === null) return html`${words.say('plain.fact.deadline.none')}`;
  const [first = '', ...further] = momentsSaid(words, at, timeZone);
  return html`${first}${further.map((moment) => html`<br>${moment}`)}`;
}

function sendPart(view: PlainView, state: SpeakerStatementState): Markup {
  const { words } = view;
  const limit = words.megabytes(Math.floor(state.session.sizeLimitBytes / MEGA));
  return html`<h2>${words.say('plain.send.title')}</h2>
<form method="post" action="${asRead(view, `${PLAIN_PATH}/send`)}" enctype="multipart/form-data">
${tokenField(view)}
${asksToAgree(state) ? consentFields(words, state) : null}
<p><label for="file">${words.say('plain.send.file', { limit })}</label><br>
<input id="file" type="file" name="file" accept="video/*,audio/*" required></p>
<p>${words.say('plain.send.stay')}</p>
<p><button type="submit">${words.say('plain.send.go')}</button></p>
</form>`;
}

function mayNotPart(words: PlainWords, { mayNotBeginBecause: code }: SpeakerStatementState): Markup | null {
  const said = code === null ? null : problemSaid(words, { code, figures: {} });
  return said === null ? null : html`<p role="alert">${said}</p>`;
}

function withdrawPart(view: PlainView): Markup {
  const { words } = view;
  return html`<h2>${words.say('plain.withdraw.title')}</h2>
<form method="post" action="${onward(view, `${PLAIN_PATH}/withdraw`)}">
${tokenField(view)}
<p class="sure"><label><input type="checkbox" name="sure" value="yes" required> ${words.say('plain.withdraw.sure')}</label></p>
<p><button type="submit">${words.say('plain.withdraw.go')}</button></p>
</form>`;
}
