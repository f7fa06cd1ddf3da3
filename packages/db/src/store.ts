import type { AuditRecord, Clock, Log, Repositories, Store, Tx } from '@rostrum/core';
import { appendAudit, verifyAuditChain } from './audit.ts';
import { type DatabaseSettings, openPrisma, type PrismaClient, type PrismaExecutor } from './client.ts';
import { accessRepository } from './repositories/access.ts';
import { administrationRepository } from './repositories/administration.ts';
import { askedQuestionsRepository } from './repositories/asked-questions.ts';
import { attendanceRepository } from './repositories/attendance.ts';
import { boardRepository } from './repositories/board.ts';
import { captionsRepository } from './repositories/captions.ts';
import { checklistsRepository } from './repositories/checklists.ts';
import { cutsRepository } from './repositories/cuts.ts';
import { decisionsRepository } from './repositories/decisions.ts';
import { erasuresRepository } from './repositories/erasures.ts';
import { halfDaysRepository } from './repositories/half-days.ts';
import { historyRepository } from './repositories/history.ts';
import { invitationsRepository } from './repositories/invitations.ts';
import { linksRepository } from './repositories/links.ts';
import { mailRepository } from './repositories/mail.ts';
import { mediaSetsRepository } from './repositories/media-sets.ts';
import { missionsRepository } from './repositories/missions.ts';
import { planningRepository } from './repositories/planning.ts';
import { presenceRepository } from './repositories/presence.ts';
import { programmesRepository } from './repositories/programmes.ts';
import { receiptsRepository } from './repositories/receipts.ts';
import { recommendationsRepository } from './repositories/recommendations.ts';
import { commentsRepository, judgementsRepository, notesRepository } from './repositories/remarks.ts';
import { reviewsRepository } from './repositories/reviews.ts';
import { screeningsRepository } from './repositories/screenings.ts';
import { settingsRepository } from './repositories/settings.ts';
import { statementsRepository } from './repositories/statements.ts';
import { takesRepository } from './repositories/takes.ts';
import { templatesRepository } from './repositories/templates.ts';
import { titleCardsRepository } from './repositories/title-cards.ts';
import { writtenTextsRepository } from './repositories/written-texts.ts';
import { transition } from './transition.ts';

const TRIES = 4;

export interface StoreSettings extends DatabaseSettings {
  clock: Clock;
  log: Log;
}

export function openStore(settings: StoreSettings): Store & { prisma: PrismaClient } {
  const prisma = openPrisma(settings);
  return {
    ...repositories(prisma),
    prisma,
    transaction: (work) => runTransaction(prisma, settings, work),
    verifyAudit: (subjectIds) => verifyAuditChain(prisma, subjectIds),
    async health() {
      await prisma.$queryRaw`select 1`;
    },
    close: () => prisma.$disconnect(),
  };
}

function repositories(client: PrismaExecutor): Repositories {
  return {
    administration: administrationRepository(client),
    settings: settingsRepository(client),
    board: boardRepository(client),
    takes: takesRepository(client),
    cuts: cutsRepository(client),
    captions: captionsRepository(client),
    mediaSets: mediaSetsRepository(client),
    receipts: receiptsRepository(client),
    mail: mailRepository(client),
    erasures: erasuresRepository(client),
    statements: statementsRepository(client),
    decisions: decisionsRepository(client),
    programmes: programmesRepository(client),
    screenings: screeningsRepository(client),
    reviews: reviewsRepository(client),
    invitations: invitationsRepository(client),
    links: linksRepository(client),
    missions: missionsRepository(client),
    attendance: attendanceRepository(client),
    halfDays: halfDaysRepository(client),
    history: historyRepository(client),
    access: accessRepository(client),
    planning: planningRepository(client),
    notes: notesRepository(client),
    comments: commentsRepository(client),
    judgements: judgementsRepository(client),
    checklists: checklistsRepository(client),
    presence: presenceRepository(client),
    templates: templatesRepository(client),
    askedQuestions: askedQuestionsRepository(client),
    recommendations: recommendationsRepository(client),
    titleCards: titleCardsRepository(client),
    writtenTexts: writtenTextsRepository(client),
  };
}

async function runTransaction<T>(
  prisma: PrismaClient,
  { clock, log }: StoreSettings,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const audits: AuditRecord[] = [];
    const afterwards: (() => Promise<void>)[] = [];
    try {
      const result = await prisma.$transaction(
        async (client) => {
          const tx: Tx = {
            ...repositories(client),
            async move(machine, move) {
              const outcome = await transition(client, machine, move, clock.now());
              if (outcome === 'moved') {
                audits.push({
                  action: `${machine}.${move.to}`,
                  actor: move.actor,
                  subject: { kind: machine === 'programmeRevision' ? 'programme' : machine, id: move.id },
                  payload: { from: move.from, to: move.to, reason: move.reason ?? null },
                });
              }
              return outcome;
            },
            async audit(record) {
              audits.push(record);
            },
            afterCommit(next) {
              afterwards.push(next);
            },
          };
          const value = await work(tx);
          // Last, because the chain's lock is held until the commit.
          await appendAudit(client, audits);
          return value;
        },
        { maxWait: 10_000, timeout: 30_000 },
      );
      await settle(afterwards, log);
      return result;
    } catch (error) {
      if (attempt >= TRIES || !isPassingConflict(error)) throw error;
    }
  }
}

/**
 * What follows a commit cannot undo it. A job that could not be added is found by the sweep, an event
 * that was not heard by the next question, so a failure here is logged and not the caller's.
 */
async function settle(afterwards: readonly (() => Promise<void>)[], log: Log): Promise<void> {
  for (const next of afterwards) {
    try {
      await next();
    } catch (error) {
      log.error('after_commit_failed', error);
    }
  }
}

/** Serialization failure (40001) and deadlock (40P01): PostgreSQL asks to try again. */
function isPassingConflict(error: unknown): boolean {
  for (let e: unknown = error, depth = 0; e && depth < 5; depth += 1) {
    if (typeof e !== 'object') return false;
    const code = 'code' in e ? e.code : undefined;
    if (code === 'P2034' || code === '40001' || code === '40P01') return true;
    if ('originalCode' in e && (e.originalCode === '40001' || e.originalCode === '40P01')) return true;
    e = 'cause' in e ? e.cause : undefined;
  }
  return false;
}
