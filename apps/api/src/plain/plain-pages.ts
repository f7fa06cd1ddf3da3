import { momentsSaid, problemSaid, type SpeakerStatementState } from '@rostrum/core';
import type { Problem } from '@rostrum/domain';
import { stateNameIn } from '@rostrum/domain/state-names';
import { html, type Markup } from './html.ts';
import { asksToAgree, consentFields, consentPart } from './plain-consent.ts';
import { beside, type Failed, failedPart, generally, marked } from './plain-failed.ts';
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
import { earlierPart, isUnderWay, takePart, takeThatCounts } from './plain-take.ts';
import type { PlainWords } from './plain-words.ts';

const MEGA = 1_000_000;

export function openPage(view: PlainView, failed: Failed | null = null): string {
  const { words } = view;
  const about = failed?.field === null ? failedPart(words, failed) : null;
  // A browser would offer the key to whoever comes to this field after them.
  return layOut(view, {
    title: words.say('plain.open.title'),
    body: html`${about}${openForm(
      view,
      html`<p>${words.say('plain.open.paste')}</p>
<p><label for="link">${words.say('plain.open.link')}</label><br>${beside(failed, 'link')}<input id="link" name="link" value="${failed?.typed.link ?? ''}" dir="ltr" autocomplete="off" required${marked(failed, 'link')}></p>`,
    )}`,
  });
}

/** The link opens with the code that was mailed. */
export function codePage(view: PlainView, link: string, failed: Failed | null = null): string {
  const { words } = view;
  const kept = html`<input type="hidden" name="link" value="${link}">`;
  const about = failed !== null && failed.field !== 'code' ? failedPart(words, failed) : null;
  return layOut(view, {
    title: words.say('plain.code.title'),
    languages: languageForms(view, `${PLAIN_PATH}/open`, html`${tokenField(view)}${kept}`),
    body: html`${about}${openForm(
      view,
      html`<p>${words.say('plain.open.mailed')}</p>
<p><label for="code">${words.say('plain.open.code')}</label><br>${beside(failed, 'code')}<input id="code" name="code" value="${failed?.typed.code ?? ''}" dir="ltr" inputmode="numeric" autocomplete="off" required${marked(failed, 'code')}></p>
${kept}`,
    )}
<form method="post" action="${onward(view, `${PLAIN_PATH}/open`)}">${tokenField(view)}${kept}<p><button class="quiet" type="submit">${words.say('plain.code.again')}</button></p></form>`,
  });
}

function openForm(view: PlainView, fields: Markup): Markup {
  return html`<form method="post" action="${onward(view, `${PLAIN_PATH}/open`)}">
${tokenField(view)}
${fields}
<p><button type="submit">${view.words.say('plain.open.go')}</button></p>
</form>`;
}

/** What was sent and could not be taken, where its own page cannot be drawn now: a press sends it again. */
export interface Again {
  action: string;
  typed: Failed['typed'];
  /** A file cannot be kept by a page. */
  withFile: boolean;
}

export function problemPage(
  view: PlainView,
  { problem, requestId, again }: { problem: Problem; requestId: string; again: Again | null },
): string {
  const { words } = view;
  return layOut(view, {
    title: words.say('plain.failed'),
    body: html`<p role="alert">${problemSaid(words, problem) ?? generally(words, problem)}</p>
${again === null ? null : againForm(view, again)}
<p><a href="${onward(view)}">${words.say('plain.back')}</a></p>
<p><small><bdi dir="ltr">${requestId}</bdi></small></p>`,
  });
}

function againForm(view: PlainView, { action, typed, withFile }: Again): Markup {
  const { words } = view;
  const kept = Object.entries(typed).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const file = html`<p><label for="file">${words.say('plain.error.file')}</label><br>
<input id="file" type="file" name="file" accept="video/*,audio/*" required></p>`;
  return html`<form method="post" action="${action}"${withFile ? html` enctype="multipart/form-data"` : null}>
${tokenField(view)}${kept}
<p>${words.say('plain.error.kept')}</p>
${withFile ? file : null}
<p><button type="submit">${words.say('plain.again')}</button></p>
</form>`;
}

export function statementPage(
  view: PlainView,
  state: SpeakerStatementState,
  failed: Failed | null = null,
): string {
  const { words } = view;
  const about = failed === null ? null : failedPart(words, failed);
  if (state.statement.state === 'withdrawn') {
    return layOut(view, {
      title: words.say('plain.withdrawn.title'),
      body: html`${about}<p>${words.say('plain.withdrawn.text')}</p>
${closeForm(view, state)}`,
    });
  }
  const take = takeThatCounts(state.takes);
  const stateName = stateNameIn(state.review, words.language);
  const length = words.length(state.floor.maximumMs);
  const shown =
    take === undefined
      ? null
      : html`${takePart(view, state, take)}
${isUnderWay(take) ? html`<p><a href="${onward(view, SENT_PATH)}">${words.say('plain.sent.follow')}</a></p>` : null}
${earlierPart(words, state, take)}`;
  return layOut(view, {
    title: words.say('plain.statement.title', { state: stateName }),
    body: html`${about}<dl>
<dt>${words.say('plain.fact.organisation')}</dt><dd><bdi>${state.organisation.name}</bdi></dd>
<dt>${words.say('plain.fact.state')}</dt><dd><bdi>${stateName}</bdi></dd>
<dt>${words.say('plain.fact.floor')}</dt><dd>${words.say('plain.fact.floor.most', { length })}</dd>
<dt>${words.say('plain.fact.deadline')}</dt><dd>${deadline(words, state)}</dd>
</dl>
${saidPart(words, state)}
${shown}
${state.mayBegin ? sendPart(view, state, failed) : mayNotPart(words, state)}
${mayChangeConsent(state) ? consentPart(view, state, failed) : null}
${withdrawPart(view, failed)}
${leavePart(view, state)}`,
  });
}

/** The newest file alone: comes anew by itself while something is being done with it. Null where there is none. */
export function sentPage(view: PlainView, state: SpeakerStatementState): string | null {
  const { words } = view;
  const take = takeThatCounts(state.takes);
  if (take === undefined || state.statement.state === 'withdrawn') return null;
  const refresh = isUnderWay(take);
  return layOut(view, {
    title: words.say('plain.statement.title', { state: stateNameIn(state.review, words.language) }),
    refresh,
    body: html`${takePart(view, state, take)}
${refresh ? html`<p>${words.say('plain.sent.again')}</p>` : null}
<p><a href="${onward(view)}">${words.say('plain.sent.all')}</a></p>`,
  });
}

export function closedPage(view: PlainView): string {
  const { words } = view;
  return layOut(view, {
    title: words.say('plain.closed.title'),
    body: html`<p>${words.say('plain.closed.text')}</p>
<p><a href="${onward(view)}">${words.say('plain.open.title')}</a></p>`,
  });
}

/** Where a file can be sent, the first one brings the consent with it. */
function mayChangeConsent(state: SpeakerStatementState): boolean {
  return !(state.mayBegin && asksToAgree(state));
}

function deadline(words: PlainWords, { deadline: { at, timeZone } }: SpeakerStatementState): Markup {
  if (at === null) return html`${words.say('plain.fact.deadline.none')}`;
  const [first = '', ...further] = momentsSaid(words, at, timeZone);
  return html`${first}${further.map((moment) => html`<br>${moment}`)}`;
}

function attempts(words: PlainWords, { attempts: { used, allowed } }: SpeakerStatementState): Markup {
  return html`<p>${words.say('plain.attempts', { used, allowed })}</p>`;
}

function sendPart(view: PlainView, state: SpeakerStatementState, failed: Failed | null): Markup {
  const { words } = view;
  const limit = words.megabytes(Math.floor(state.session.sizeLimitBytes / MEGA));
  const consent = asksToAgree(state)
    ? html`${consentFields(words, state, failed)}
<p>${words.say('plain.until.later')}</p>`
    : null;
  return html`<h2>${words.say('plain.send.title')}</h2>
<form method="post" action="${asRead(view, `${PLAIN_PATH}/send`)}" enctype="multipart/form-data">
${tokenField(view)}
${consent}
<p><label for="file">${words.say('plain.send.file', { limit })}</label><br>${beside(failed, 'file')}
<input id="file" type="file" name="file" accept="video/*,audio/*" required${marked(failed, 'file')}></p>
${attempts(words, state)}
<p>${words.say('plain.send.stay')}</p>
<p><button type="submit">${words.say('plain.send.go')}</button></p>
</form>`;
}

function mayNotPart(words: PlainWords, state: SpeakerStatementState): Markup | null {
  const code = state.mayNotBeginBecause;
  const said = code === null ? null : problemSaid(words, { code, figures: {} });
  if (said === null) return null;
  return html`<p role="alert">${said}</p>
${attempts(words, state)}`;
}

function withdrawPart(view: PlainView, failed: Failed | null): Markup {
  const { words } = view;
  return html`<h2>${words.say('plain.withdraw.title')}</h2>
<form method="post" action="${onward(view, `${PLAIN_PATH}/withdraw`)}">
${tokenField(view)}
<p class="sure">${beside(failed, 'sure')}<label><input type="checkbox" id="sure" name="sure" value="yes" required${marked(failed, 'sure')}> ${words.say('plain.withdraw.sure')}</label></p>
<p><button type="submit">${words.say('plain.withdraw.go')}</button></p>
</form>`;
}

/** What the way out of this page does, and the way in that can be ended besides. */
function leavePart(view: PlainView, state: SpeakerStatementState): Markup {
  const { words } = view;
  return html`<h2>${words.say('plain.leave.title')}</h2>
<p>${words.say('plain.leave.text')}</p>
<p>${words.say('plain.leave.history')}</p>
${closeForm(view, state)}`;
}

function closeForm(view: PlainView, { hasEmail }: SpeakerStatementState): Markup {
  const { words } = view;
  return html`<p>${words.say(hasEmail ? 'plain.close.text' : 'plain.close.noMail')}</p>
<form method="post" action="${onward(view, `${PLAIN_PATH}/close`)}">
${tokenField(view)}
<p><button class="quiet" type="submit">${words.say('plain.close.go')}</button></p>
</form>`;
}
