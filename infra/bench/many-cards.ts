import { ISSUES_LIMIT, type IssueSheet, newId, UPR_THEMES } from '@rostrum/domain';
import { seeded } from '@rostrum/testkit/clips';
import pg from 'pg';
import { approve, approvedStatement, publish } from './approved-statement.ts';
import type { Lab } from './lab.ts';
import { sameTake } from './long-programme.ts';

const STATES = 'AUS AUT GEO LBN MRT FSM MMR NRU NPL OMN RWA KNA LCA STP'.split(' ');
const OF_EACH = 12;
const QUICK_STATES = 2;
const QUICK_OF_EACH = 3;
const WORDS_OF_A_TEXT = 45;

export interface ManyCards {
  sessionId: string;
  cards: number;
}

/**
 * A session in which every programme is published and every speaker has handed in as many issues as fit. Invitations
 * are rows, and one take was prepared, which all show; what is searched was handed in over HTTP.
 */
export async function manyCards(lab: Lab): Promise<ManyCards> {
  const running = await lab.running();
  const { takeId } = await approvedStatement(lab);
  const { coordinator } = running.session;
  const known = await coordinator.call('GET /api/v1/sessions');
  const { id: sessionId } = await coordinator.call('POST /api/v1/sessions', {
    body: {
      number: 1 + Math.max(2000, ...known.sessions.map(({ number }) => number)),
      format: 'virtual',
      startsOn: '2031-01-01',
      endsOn: '2031-01-05',
      uploadDeadlineAt: new Date(Date.now() + 2 * 86_400_000).toISOString(),
    },
  });
  const roll = seeded(37);
  let cards = 0;
  for (const stateCode of lab.quick ? STATES.slice(0, QUICK_STATES) : STATES) {
    lab.say(`What is asked of ${stateCode}…`);
    const { id: reviewId } = await coordinator.call('POST /api/v1/sessions/{id}/reviews', {
      params: { id: sessionId },
      body: { stateCode, stateName: stateCode, cards: null },
    });
    const statementIds = await invitedAt(running.product.databaseUrl, {
      reviewId,
      count: lab.quick ? QUICK_OF_EACH : OF_EACH,
    });
    for (const statementId of statementIds) {
      const sheet = sheetOf(cards, roll);
      cards += sheet.cards.length;
      await coordinator.call('PUT /api/v1/statements/{id}/recommendations', {
        params: { id: statementId },
        body: { version: 0, ...sheet },
      });
      await approve(running, { statementId, ...(await sameTake(running, takeId, statementId)) });
    }
    await publish(running, reviewId, statementIds);
  }
  return { sessionId, cards };
}

async function invitedAt(
  databaseUrl: string,
  { reviewId, count }: { reviewId: string; count: number },
): Promise<string[]> {
  const rows = Array.from({ length: count }, (_, at) => ({
    id: newId(),
    invitation: newId(),
    organisation: newId(),
    name: `Organisation ${at + 1} of many`,
  }));
  const json = JSON.stringify(rows);
  const from = 'from jsonb_to_recordset($1::jsonb) as r';
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `insert into organisation (id, name, kind) select organisation, name, 'cso' ${from} (organisation uuid, name text)`,
      [json],
    );
    await client.query(
      `insert into invitation (id, review_id, organisation_id, invited_at, consent_given_at)
       select invitation, $2, organisation, now(), now() ${from} (invitation uuid, organisation uuid)`,
      [json, reviewId],
    );
    await client.query(
      `insert into statement (id, invitation_id, state) select id, invitation, 'invited' ${from} (id uuid, invitation uuid)`,
      [json],
    );
  } finally {
    await client.end();
  }
  return rows.map(({ id }) => id);
}

/** Words that no text of this bench has but every so manieth card. */
export const RARE = [
  { word: 'xenophobia', every: 7 },
  { word: 'quotas', every: 14 },
  { word: 'zoning', every: 28 },
] as const;
const SYLLABLES = 'ba de fi go hu ja ke li mo nu pa re si to vu'.split(' ');
const ARABIC = 'حق طفل ماء ارض عمل صحة تعليم سكن امان قانون محكمة حرية رأي نساء قرية'.split(' ');

function sheetOf(first: number, roll: () => number): IssueSheet {
  const one = <T>(all: readonly T[]): T => all[Math.floor(roll() * all.length)] as T;
  const language = one(['en', 'fr', 'ar']);
  const word = () =>
    language === 'ar' ? one(ARABIC) : Array.from({ length: 2 + roll() * 2 }, () => one(SYLLABLES)).join('');
  const text = () => Array.from({ length: WORDS_OF_A_TEXT }, word).join(' ');
  const cards = Array.from({ length: ISSUES_LIMIT }, (_, at) => ({
    id: newId(),
    theme: one(UPR_THEMES).code,
    title: null,
    earlier: null,
    changed: { text: text(), english: null },
    recommendations: [
      {
        text: [
          ...RARE.filter(({ every }) => (first + at) % every === 0).map((rare) => rare.word),
          text(),
        ].join(' '),
      },
      { text: text() },
    ].map((said) => ({ ...said, english: null, smart: [] })),
    questions: [{ text: text(), english: null }],
    moment: null,
  }));
  return { language, cards };
}
