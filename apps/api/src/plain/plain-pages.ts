import type { SpeakerStatementState, TakeWithCuts } from '@rostrum/core';
import {
  isProblemCode,
  isRemovedFinding,
  PROBLEMS,
  type RemovedFinding,
  type TakeState,
} from '@rostrum/domain';
import { html, type Markup } from './html.ts';
import { asksToAgree, consentFields, consentPart } from './plain-consent.ts';

export const PLAIN_PATH = '/speak/plain';
const REFRESH_SECONDS = 5;

/** Only elements and attributes that a telephone of fifteen years ago shows. The title of the window tells nothing. */
function page(exitUrl: string, title: string, body: Markup, options: { refresh?: boolean } = {}): string {
  const refresh = options.refresh
    ? html`<meta http-equiv="refresh" content="${REFRESH_SECONDS};url=${PLAIN_PATH}">`
    : null;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${refresh}
<title>Your page</title>
<link rel="stylesheet" href="/speak/plain.css">
</head>
<body>
<p class="exit"><a href="${exitUrl}" rel="noreferrer">Leave this page</a></p>
<header>Rostrum</header>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`.text;
}

export function openPage(exitUrl: string, token: string, asked: { link: string } | null): string {
  const code = asked
    ? html`<p>This link was opened on another device before. We have mailed you a code of six digits.</p>
<p><label for="code">Code</label><br><input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required></p>
<input type="hidden" name="link" value="${asked.link}">`
    : html`<p>Please paste the link from your invitation.</p>
<p><label for="link">Link</label><br><input id="link" name="link" required></p>`;
  return page(
    exitUrl,
    'Your statement',
    html`<form method="post" action="${PLAIN_PATH}/open">
<input type="hidden" name="form" value="${token}">
${code}
<p><button type="submit">Continue</button></p>
</form>`,
  );
}

export function problemPage(exitUrl: string, sentence: string, requestId: string): string {
  return page(
    exitUrl,
    'That did not work',
    html`<p role="alert">${sentence}</p>
<p><a href="${PLAIN_PATH}">Back</a></p>
<p><small>${requestId}</small></p>`,
  );
}

export function statementPage(exitUrl: string, token: string, state: SpeakerStatementState): string {
  const [take] = state.takes;
  return page(
    exitUrl,
    `${state.review.stateName}: your statement`,
    html`<dl>
<dt>Organisation</dt><dd>${state.organisation.name}</dd>
<dt>The floor is about</dt><dd>${state.review.stateName}</dd>
<dt>Floor time</dt><dd>${clock(state.floor.maximumMs)} minutes at most</dd>
<dt>Send until</dt><dd>${deadline(state)}</dd>
</dl>
${take ? takePart(take) : null}
${state.mayBegin ? sendPart(token, state) : mayNotPart(state)}
${mayChangeConsent(state) ? consentPart(token, `${PLAIN_PATH}/consent`, state) : null}
${state.statement.state === 'withdrawn' ? null : withdrawPart(token)}`,
    { refresh: take !== undefined && isUnderWay(take) },
  );
}

/** Where a file can be sent, the first one brings the consent with it. */
function mayChangeConsent(state: SpeakerStatementState): boolean {
  return state.statement.state !== 'withdrawn' && !(state.mayBegin && asksToAgree(state));
}

function deadline({ deadline: { at, timeZone } }: SpeakerStatementState): Markup {
  if (at === null) return html`no deadline`;
  const zone = timeZone === 'Europe/Zurich' ? 'Geneva' : timeZone;
  return html`${moment(at, timeZone)} (${zone})<br>${moment(at, 'UTC')} (UTC)`;
}

function moment(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone }).format(at);
}

function clock(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function isUnderWay({ state, sizeBytes }: TakeWithCuts): boolean {
  return (
    ['received', 'checking', 'preparing'].includes(state) || (state === 'receiving' && sizeBytes !== null)
  );
}

const SAID: Readonly<Record<TakeState, string>> = {
  receiving: 'on its way',
  received: 'received; it will be checked now',
  checking: 'received; it is being checked',
  preparing: 'received; it is being prepared',
  ready: 'received and ready',
  refused: 'refused',
  failed: 'received; we had a difficulty and will try again',
  abandoned: 'given up',
};

function takePart(take: TakeWithCuts): Markup {
  const reason =
    take.state === 'refused' && take.reason !== null && isProblemCode(take.reason)
      ? html`<p role="alert">${PROBLEMS[take.reason].title}</p>`
      : null;
  const length = take.measuredMs === null ? null : html`<dt>Length</dt><dd>${clock(take.measuredMs)}</dd>`;
  return html`<h2>What you sent</h2>
<dl>
<dt>File</dt><dd>${take.fileName ?? '–'}</dd>
<dt>It is</dt><dd>${SAID[take.state]}</dd>
${length}
${take.sha256 === null ? null : html`<dt>SHA-256</dt><dd class="hash">${take.sha256}</dd>`}
</dl>
${reason}
${removedPart(take)}`;
}

const REMOVED: Readonly<Record<RemovedFinding, string>> = {
  location_removed: 'the place where it was recorded',
  device_removed: 'the phone or camera',
  software_removed: 'the programs that made it',
  author_removed: 'names of people or organisations',
  time_removed: 'date and time',
  title_removed: 'titles, comments and keywords',
  chapters_removed: 'names of chapters',
  subtitles_removed: 'subtitles inside the file',
  cover_removed: 'a cover picture',
  attachments_removed: 'attached files',
  data_streams_removed: 'tracks of data, such as movement or position',
  metadata_removed: 'other details',
};

/** By kind, once it was checked. */
function removedPart({ verdict }: TakeWithCuts): Markup | null {
  if (verdict?.outcome !== 'accepted') return null;
  const kinds = verdict.findings.map(({ code }) => code).filter(isRemovedFinding);
  const found =
    kinds.length === 0
      ? html`<p>The file told nothing beside picture and sound. There was nothing to remove.</p>`
      : html`<p>Beside picture and sound, the file held this. None of it is in what is shown.</p>
<ul>${kinds.map((kind) => html`<li>${REMOVED[kind]}</li>`)}</ul>`;
  return html`<h2>What we removed from your video</h2>
${found}
<p>What can be seen and heard in the video stays as it is. The file that you sent is shown to nobody.</p>`;
}

function sendPart(token: string, state: SpeakerStatementState): Markup {
  const mb = Math.floor(state.session.sizeLimitBytes / 1024 ** 2);
  return html`<h2>Send a video</h2>
<form method="post" action="${PLAIN_PATH}/send" enctype="multipart/form-data">
<input type="hidden" name="form" value="${token}">
${asksToAgree(state) ? consentFields(state) : null}
<p><label for="file">Video file, ${mb} MB at most</label><br>
<input id="file" type="file" name="file" accept="video/*,audio/*" required></p>
<p>Please keep this page open until it says that the file was received.</p>
<p><button type="submit">Send</button></p>
</form>`;
}

function mayNotPart({ mayNotBeginBecause }: SpeakerStatementState): Markup | null {
  return mayNotBeginBecause === null ? null : html`<p role="alert">${PROBLEMS[mayNotBeginBecause].title}</p>`;
}

function withdrawPart(token: string): Markup {
  return html`<h2>Take it back</h2>
<form method="post" action="${PLAIN_PATH}/withdraw">
<input type="hidden" name="form" value="${token}">
<p><label><input type="checkbox" name="sure" value="yes" required> Take my statement back, finally. It will be erased.</label></p>
<p><button type="submit">Take it back</button></p>
</form>`;
}

/** The kit's colours in the notation that old browsers know, and nothing that they might miss. */
export const PLAIN_CSS = `body{margin:0;font:1rem/1.5 system-ui,sans-serif;color:#101418;background:#f8fafc}
.exit{margin:0;padding:.75rem 1rem;text-align:right;border-bottom:1px solid #dce1e6}.exit a{color:inherit}
header{padding:.9rem 1rem;border-bottom:1px solid #dce1e6;font-weight:700;font-size:1.15rem;color:#074d60}
main{max-width:40rem;margin:0 auto;padding:1.25rem 1rem 3rem}
h1{font-size:1.7rem;line-height:1.2;margin:.5rem 0 1rem}h2{font-size:1.25rem;margin:2rem 0 .5rem}h3{font-size:1.05rem;margin:1.5rem 0 .5rem}
a{color:#074d60}
dl{border-top:1px solid #dce1e6;padding-top:.75rem}dt{color:#4c555e}dd{margin:0 0 .75rem;font-size:1.1rem}
input:not([type=checkbox]):not([type=file]),select{width:100%;box-sizing:border-box;font:inherit;padding:.7rem;margin-top:.25rem;
color:inherit;background:#fff;border:1px solid #6f7983;border-radius:8px}
input[type=checkbox]{width:1.25rem;height:1.25rem;vertical-align:middle}input[type=file]{font:inherit;max-width:100%}
button{font:inherit;font-weight:600;width:100%;min-height:48px;padding:.7rem 1.4rem;color:#fff;background:#074d60;
border:0;border-radius:8px}
button:focus,input:focus,select:focus,a:focus{outline:3px solid #4a93a8;outline-offset:2px}
[role=alert]{border-left:4px solid #a4262c;padding:.5rem 1rem;background:#fff}
.hash{overflow-wrap:anywhere;word-break:break-all;font-family:monospace}
@media (min-width:30rem){button{width:auto}}
@media (prefers-color-scheme:dark){body{color:#eef1f4;background:#14181c}.exit{border-color:#39424a}header{color:#9fd6e6;border-color:#39424a}
a{color:#9fd6e6}dt{color:#b4bdc6}dl{border-color:#39424a}input:not([type=checkbox]):not([type=file]),select{background:#1c2227}
button{color:#0b1a1f;background:#9fd6e6}[role=alert]{background:#1c2227}}
`;
