import { UNFINISHED_KEPT_MS } from '@rostrum/domain';
import { endWindows } from '../access/end-windows.ts';
import { outdatedCards } from '../cards/draw-card.ts';
import { undrawnCards } from '../cards/draw-title-cards.ts';
import { eraseUnusedCards } from '../cards/erase-unused-cards.ts';
import { endConsent } from '../decisions/end-consent.ts';
import { statementPrefix, takePrefix } from '../keys.ts';
import { remind } from '../mail/remind.ts';
import type { Parts } from '../parts.ts';
import type { TakeRecord } from '../ports/store/takes.ts';
import { PRESENCE_LASTS_MS } from '../presence/be-present.ts';
import { announce } from '../takes/announce.ts';
import { eraseTakeObjects } from '../takes/erase-take-objects.ts';
import { PIPELINE } from './attempt.ts';

type Needs = Pick<Parts, 'store' | 'storage' | 'queue' | 'events' | 'media' | 'clock' | 'log' | 'settings'>;

/** A commit and the job that follows it are this far apart at most; nobody is swept from under a running request. */
const SETTLED_MS = 30_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SCRATCH_KEPT_MS = DAY_MS;
const SECRETS_KEPT_MS = 7 * DAY_MS;

export interface Swept {
  takes: number;
  cuts: number;
  posters: number;
  cards: number;
  unusedCards: number;
  abandoned: number;
  erasures: number;
  leftovers: number;
  mails: number;
  reminders: number;
  consents: number;
  windows: number;
  scratch: number;
}

/**
 * Finds what fell between two stools: a row whose job was never added or died, an upload that nobody
 * finishes, an erasure that was not done, folders of processes that are gone. Everything in it may be done
 * twice: adding a job that waits or runs adds nothing.
 */
export async function sweep(parts: Needs): Promise<Swept> {
  const nowMs = parts.clock.now().getTime();
  const before = (ms: number) => new Date(nowMs - ms);
  const swept: Swept = {
    takes: await resumeTakes(parts, before(SETTLED_MS)),
    cuts: await resumeCuts(parts, before(SETTLED_MS)),
    posters: await resumePosters(parts),
    cards: await resumeCards(parts, before(SETTLED_MS)),
    abandoned: await abandonUnfinished(parts, before(UNFINISHED_KEPT_MS)),
    erasures: await resumeErasures(parts, before(SETTLED_MS)),
    unusedCards: await eraseUnusedCards(parts),
    leftovers: await eraseLeftovers(parts, before),
    mails: await resumeMail(parts, before(SETTLED_MS)),
    reminders: await remind(parts),
    consents: await endConsents(parts),
    windows: await endWindows(parts),
    scratch: await parts.media.sweepScratch(SCRATCH_KEPT_MS),
  };
  await parts.store.mail.forgetSecrets(before(SECRETS_KEPT_MS));
  // Nobody hears of it: whoever still has one open finds the others gone by themselves.
  await parts.store.presence.forgetAll(before(PRESENCE_LASTS_MS));
  if (Object.values(swept).some((count) => count > 0)) parts.log.info('swept', { ...swept });
  return swept;
}

async function resumeTakes(parts: Needs, before: Date): Promise<number> {
  const takes = await parts.store.takes.inStates(['receiving', 'received', 'checking', 'preparing'], before);
  const jobs = takes.flatMap((take) => {
    const job = jobOf(take, before);
    return job === null ? [] : [{ job, payload: { takeId: take.id, statementId: take.statementId } }];
  });
  for (const { job, payload } of jobs) await parts.queue.add(job, payload);
  return jobs.length;
}

function jobOf(take: TakeRecord, before: Date): 'take.verify' | 'take.check' | 'take.prepare' | null {
  if (take.state === 'preparing') return 'take.prepare';
  if (take.state === 'received' || take.state === 'checking') return 'take.check';
  const whole = take.state === 'receiving' && take.sizeBytes !== null && take.lastByteAt <= before;
  return whole ? 'take.verify' : null;
}

async function resumeCuts(parts: Needs, before: Date): Promise<number> {
  const cuts = await parts.store.cuts.making(before);
  for (const cut of cuts) await parts.queue.add('cut.make', cut);
  return cuts.length;
}

async function resumePosters(parts: Needs): Promise<number> {
  const cuts = await parts.store.cuts.withoutChosenPoster();
  for (const cut of cuts) await parts.queue.add('poster.make', cut);
  return cuts.length;
}

async function resumeCards(parts: Needs, before: Date): Promise<number> {
  const statementIds = await outdatedCards(parts, before);
  for (const statementId of statementIds) await parts.queue.add('card.draw', { statementId });
  return statementIds.length + (await resumeTitleCards(parts));
}

/** Under one id a review and a statement: what waits or runs is not asked for again. */
async function resumeTitleCards(parts: Needs): Promise<number> {
  let asked = 0;
  for (const reviewId of await parts.store.programmes.withCards()) {
    const undrawn = await undrawnCards(parts, { reviewId });
    const own = new Set(undrawn.flatMap(({ statementId }) => statementId ?? []));
    for (const statementId of own) await parts.queue.add('card.draw', { statementId });
    const shared = undrawn.some(({ statementId }) => statementId === null);
    if (shared) await parts.queue.add('programme.cards', { reviewId });
    asked += own.size + (shared ? 1 : 0);
  }
  return asked;
}

async function abandonUnfinished(parts: Needs, before: Date): Promise<number> {
  const takes = await parts.store.takes.inStates(['receiving'], before);
  const unfinished = takes.filter((take) => take.sizeBytes === null && take.lastByteAt <= before);
  for (const take of unfinished) {
    await parts.store.transaction(async (tx) => {
      const move = {
        id: take.id,
        from: 'receiving',
        to: 'abandoned',
        actor: PIPELINE,
        reason: 'unfinished',
      } as const;
      if ((await tx.move('take', move)) === 'lost') return;
      const context = await tx.statements.context(take.statementId);
      tx.afterCommit(() => eraseTakeObjects(parts, take));
      if (context) tx.afterCommit(() => announce(parts, context, 'take'));
    });
  }
  return unfinished.length;
}

async function resumeErasures(parts: Needs, before: Date): Promise<number> {
  const statementIds = await parts.store.erasures.withdrawnNotErased(before);
  for (const statementId of statementIds) await parts.queue.add('statement.erase', { statementId });
  return statementIds.length;
}

/** What was written after an erasure, by a process that had not heard of it yet. */
async function eraseLeftovers(parts: Needs, before: (ms: number) => Date): Promise<number> {
  let found = 0;
  for (const statementId of await parts.store.erasures.erasedSince(before(DAY_MS))) {
    if (!(await holdsAnything(parts, statementPrefix(statementId)))) continue;
    found += 1;
    await parts.queue.add('statement.erase', { statementId });
  }
  const ended = await parts.store.takes.endedBetween(
    ['refused', 'abandoned'],
    before(DAY_MS),
    before(SETTLED_MS),
  );
  for (const take of ended) {
    if (!(await holdsAnything(parts, takePrefix(take.statementId, take.id)))) continue;
    found += 1;
    await eraseTakeObjects(parts, take);
  }
  return found;
}

async function holdsAnything(parts: Pick<Parts, 'storage'>, prefix: string): Promise<boolean> {
  for await (const _object of parts.storage.list(prefix)) return true;
  return false;
}

async function resumeMail(parts: Needs, before: Date): Promise<number> {
  const mailIds = await parts.store.mail.waiting(before, parts.clock.now());
  for (const mailId of mailIds) await parts.queue.add('mail.send', { mailId });
  return mailIds.length;
}

async function endConsents(parts: Needs): Promise<number> {
  const statementIds = await parts.store.statements.publishedPastConsent(parts.clock.now());
  for (const statementId of statementIds) await endConsent(parts, { statementId });
  return statementIds.length;
}
