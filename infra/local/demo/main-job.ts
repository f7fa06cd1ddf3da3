import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { ApiProblem, type Output } from '@rostrum/client';
import { type Edit, editLengthMs, wholeTake } from '@rostrum/domain';
import { agree } from './agree.ts';
import { decodedLength } from './decoded-length.ts';
import { type RoleClient, roleClient, tokenOf } from './role-client.ts';
import { sendFile } from './send-file.ts';
import { type Step, stepRecorder } from './steps.ts';

export interface MainJobRequest {
  url: string;
  links: { coordinator: string };
  file: string;
  /** What to show of it; the whole, or its beginning up to the floor time, when absent. */
  inMs?: number;
  outMs?: number;
  say: (line: string) => void;
}

export interface MainJobResult {
  ok: boolean;
  code: string | null;
  message: string;
  takeId: string | null;
  statementId: string | null;
  sha256: string | null;
  measuredMs: number | null;
  cutMs: number | null;
  programmeUrl: string | null;
  masterUrl: string | null;
  posterUrl: string | null;
  steps: Step[];
}

type SpeakerView = Output<'GET /api/v1/speaker/statement'>;
type Take = SpeakerView['takes'][number];
type Cut = Take['cuts'][number];

const ASK_EVERY_MS = 250;
const PATIENCE_MS = 60 * 60_000;
const STILL: readonly Take['state'][] = ['receiving', 'received', 'checking', 'preparing'];

/** The main job on one file, over HTTP as the roles would do it, in a SuR entry of its own. */
export async function runMainJob(request: MainJobRequest): Promise<MainJobResult> {
  const { steps, step } = stepRecorder(request.say);
  const result: MainJobResult = {
    ok: false,
    code: null,
    message: '',
    takeId: null,
    statementId: null,
    sha256: null,
    measuredMs: null,
    cutMs: null,
    programmeUrl: null,
    masterUrl: null,
    posterUrl: null,
    steps,
  };
  try {
    await follow(request, result, step);
    result.ok = true;
    result.message = 'The statement is published and plays.';
  } catch (error) {
    result.code = error instanceof ApiProblem || error instanceof JobEnded ? error.code : 'internal';
    result.message =
      error instanceof ApiProblem ? error.title : error instanceof Error ? error.message : String(error);
  }
  return result;
}

class JobEnded extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

async function follow(
  request: MainJobRequest,
  result: MainJobResult,
  step: ReturnType<typeof stepRecorder>['step'],
): Promise<void> {
  const { url, file } = request;
  const coordinator = roleClient(url);
  const speaker = roleClient(url);

  const { reviewId, statementId } = await step('invite', async () => {
    await coordinator.call('POST /api/v1/demonstration/sign-in', {
      body: { token: tokenOf(request.links.coordinator) },
    });
    return await inviteAndOpen(coordinator, speaker);
  });
  result.statementId = statementId;

  const facts = await step(
    'upload',
    async () => {
      const known = await factsOf(file);
      await sendFile(speaker, file, known);
      return known;
    },
    ({ bytes }) => `${bytes.toLocaleString('en')} bytes`,
  );

  let view = await step('receive', () => untilTake(speaker, (take) => take.state !== 'receiving'));
  result.takeId = newestTake(view).id;
  refuseIfEnded(newestTake(view));
  const receipt = await speaker.call('GET /api/v1/speaker/takes/{id}/receipt', {
    params: { id: result.takeId },
  });
  if (receipt.payload.sha256 !== facts.sha256) {
    throw new JobEnded('hash_mismatch', 'The receipt names another hash than that of the file.');
  }
  result.sha256 = facts.sha256;

  view = await step('check', () =>
    untilTake(speaker, (take) => !['received', 'checking'].includes(take.state)),
  );
  refuseIfEnded(newestTake(view));
  view = await step('prepare', () => untilTake(speaker, (take) => !STILL.includes(take.state)));
  const take = newestTake(view);
  refuseIfEnded(take);
  result.measuredMs = take.measuredMs;

  const detail = await step('review', () =>
    coordinator.call('GET /api/v1/statements/{id}', { params: { id: view.statement.id } }),
  );
  const edit = wantedEdit(request, take.measuredMs ?? 0, view.floor.maximumMs);
  const cut = await step(
    'cut',
    () => makeCut(coordinator, detail.statement.id, take.id, edit),
    (made) => `${made.measuredMs} ms`,
  );
  result.cutMs = cut.measuredMs;

  const decided = await step('approve', async () => {
    const { statement } = await coordinator.call('GET /api/v1/statements/{id}', {
      params: { id: detail.statement.id },
    });
    return await coordinator.call('POST /api/v1/statements/{id}/decisions', {
      params: { id: statement.id },
      body: {
        kind: 'approve',
        takeId: take.id,
        cutId: cut.id,
        reason: 'Fits the floor time.',
        version: statement.version,
      },
    });
  });
  await step('confirm', async () => {
    if (decided.statement.state !== 'awaiting_speaker') return;
    const asked = await speaker.call('GET /api/v1/speaker/statement');
    if (!asked.question) throw new JobEnded('nothing_to_answer', 'The speaker was not asked.');
    await speaker.call('POST /api/v1/speaker/decisions/{id}/answer', {
      params: { id: asked.question.decisionId },
      body: { answer: 'yes' },
    });
  });
  await step('publish', () =>
    coordinator.call('POST /api/v1/reviews/{id}/programme/publish', {
      params: { id: reviewId },
      body: { statementIds: [detail.statement.id] },
    }),
  );
  const addresses = await step('stream', async () => {
    const made = await coordinator.call('GET /api/v1/reviews/{id}/programme/playlist', {
      params: { id: reviewId },
    });
    const answer = await fetch(new URL(made.playlistUrl, url));
    if (!answer.ok) throw new JobEnded(`http_${answer.status}`, 'The programme does not stream.');
    return made;
  });
  const absolute = (path: string | null) => (path === null ? null : new URL(path, url).href);
  result.programmeUrl = absolute(addresses.playlistUrl);
  result.masterUrl = absolute(addresses.masterUrl);
  result.posterUrl = absolute(addresses.posterUrl);

  await step(
    'verify',
    async () => {
      const { frames, frameMs } = await decodedLength(result.programmeUrl ?? '');
      const lengthMs = frames * frameMs;
      if (Math.abs(lengthMs - (cut.measuredMs ?? 0)) > frameMs + 1) {
        throw new JobEnded(
          'verify_failed',
          `The programme decodes to ${Math.round(lengthMs)} ms, not ${cut.measuredMs} ms.`,
        );
      }
      return frames;
    },
    (frames) => `${frames} frames`,
  );
}

async function inviteAndOpen(
  coordinator: RoleClient,
  speaker: RoleClient,
): Promise<{ reviewId: string; statementId: string }> {
  const { sessions } = await coordinator.call('GET /api/v1/sessions');
  const session = sessions.find((one) => one.acceptsUploads);
  if (!session) throw new JobEnded('session_takes_no_uploads', 'No session takes statements.');
  const reviewId = await addReview(coordinator, session.id);
  const invitation = await coordinator.call('POST /api/v1/reviews/{id}/invitations', {
    params: { id: reviewId },
    body: { organisation: { name: 'Demonstration organisation', kind: 'cso' } },
  });
  await speaker.call('POST /api/v1/links/open', { body: { token: tokenOf(invitation.link) } });
  await agree(speaker, { masterAllowed: true });
  return { reviewId, statementId: invitation.statementId };
}

/** A State code of ISO 3166-1's user-assigned range that is still free: XAA to XZZ. */
async function addReview(coordinator: RoleClient, sessionId: string): Promise<string> {
  const board = await coordinator.call('GET /api/v1/sessions/{id}/board', { params: { id: sessionId } });
  const taken = new Set(board.reviews.map(({ review }) => review.stateCode));
  for (let n = 0; n < 26 * 26; n += 1) {
    const stateCode = `X${String.fromCharCode(65 + Math.floor(n / 26), 65 + (n % 26))}`;
    if (taken.has(stateCode)) continue;
    try {
      const made = await coordinator.call('POST /api/v1/sessions/{id}/reviews', {
        params: { id: sessionId },
        // Its programme holds the run's own statement alone.
        body: { stateCode, stateName: `Demonstration run ${n + 1}`, cards: null },
      });
      return made.id;
    } catch (error) {
      // Another run took the code meanwhile.
      if (!(error instanceof ApiProblem && error.code === 'conflict')) throw error;
    }
  }
  throw new JobEnded(
    'quota_used_up',
    'All codes for demonstration runs are used. Start with an empty data folder.',
  );
}

async function factsOf(file: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part);
  return { bytes: (await stat(file)).size, sha256: hash.digest('hex') };
}

function newestTake(view: SpeakerView): Take {
  const take = view.takes[0];
  if (!take) throw new JobEnded('not_found', 'The take is not known.');
  return take;
}

async function untilTake(speaker: RoleClient, done: (take: Take) => boolean): Promise<SpeakerView> {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    const view = await speaker.call('GET /api/v1/speaker/statement');
    if (done(newestTake(view))) return view;
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  throw new JobEnded('unavailable', 'It took more than an hour.');
}

function refuseIfEnded(take: Take): void {
  if (take.state !== 'refused' && take.state !== 'failed' && take.state !== 'abandoned') return;
  throw new JobEnded(take.reason?.code ?? take.state, take.reason?.title ?? `The take is ${take.state}.`);
}

/** Over the floor time and nothing said: its beginning, as long as the floor is. */
function wantedEdit(request: MainJobRequest, measuredMs: number, maximumMs: number): Edit {
  const { inMs = 0, outMs } = request;
  return { ...wholeTake(measuredMs), inMs, outMs: outMs ?? Math.min(measuredMs, inMs + maximumMs) };
}

async function makeCut(
  coordinator: RoleClient,
  statementId: string,
  takeId: string,
  edit: Edit,
): Promise<Cut> {
  const asked = await coordinator.call('POST /api/v1/takes/{id}/cuts', {
    params: { id: takeId },
    body: edit,
  });
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    const { takes } = await coordinator.call('GET /api/v1/statements/{id}', { params: { id: statementId } });
    const cut = takes.flatMap((take) => take.cuts).find((one) => one.id === asked.id);
    if (cut?.state === 'ready') return cut;
    if (cut?.state === 'failed') throw new JobEnded('cut_failed', 'The cut could not be made.');
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  throw new JobEnded('unavailable', `The cut of ${editLengthMs(edit)} ms took more than an hour.`);
}
