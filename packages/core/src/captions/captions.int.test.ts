import path from 'node:path';
import { CAPTION_LANGUAGES_PER_TAKE, type Cue, editLengthMs } from '@rostrum/domain';
import { directoryStorage } from '@rostrum/storage';
import { type House, type Invited, openHouse } from '@rostrum/testkit/house';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decide } from '../decisions/decide.ts';
import { withdrawStatement } from '../decisions/withdraw-statement.ts';
import type { Parts } from '../parts.ts';
import { programmeOf } from '../programmes/programme-of.ts';
import { publishProgramme } from '../programmes/publish-programme.ts';
import { publishedProgramme } from '../programmes/published-programme.ts';
import type { SpeakerActor, StaffActor } from '../takes/own-take.ts';
import { addWrittenText } from '../written/add-written-text.ts';
import { writtenTextOfRevision } from '../written/written-text-of.ts';
import { addCaptions } from './add-captions.ts';
import { captionsById, captionsOfTake, textsForCaptions } from './captions-of.ts';
import { checkCaptions } from './check-captions.ts';
import { correctCaptions } from './correct-captions.ts';
import { removeCaptions } from './remove-captions.ts';
import { captionsOfSet } from './shown-captions.ts';
import { spreadWrittenText } from './spread-written-text.ts';

let house: House;
let reviewId: string;
let guest: Invited;
let takeId: string;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  await house?.close();
});
beforeEach(async () => {
  reviewId = await house.addReview();
  guest = await house.invite({ reviewId });
  ({ takeId } = await house.addTake(guest.statementId));
});

const srt = (...cues: [startS: number, endS: number, text: string][]) =>
  cues.map(([from, to, text]) => `00:${clock(from)} --> 00:${clock(to)}\n${text}`).join('\n\n');
const clock = (s: number) =>
  `${String(Math.floor(s / 60)).padStart(2, '0')}:${(s % 60).toFixed(3).padStart(6, '0')}`;
const HELLO = srt([0.5, 1.5, 'Hello.']);
const add = (given: Partial<Parameters<typeof addCaptions>[1]> = {}) =>
  addCaptions(house.parts, { actor: guest.speaker, takeId, language: 'fr', source: HELLO, ...given });
const current = async () =>
  (await captionsOfTake(house.parts, { actor: guest.speaker, takeId })).map(
    ({ language, version }) => `${language} ${version}`,
  );
async function approve(cutId: string): Promise<void> {
  const version = (await house.store.statements.byId(guest.statementId))?.version ?? 0;
  const { statementId } = guest;
  const actor = house.coordinator;
  await decide(house.parts, { actor, statementId, kind: 'approve', reason: 'Seen', version, takeId, cutId });
}
const publish = () =>
  publishProgramme(house.parts, {
    actor: house.coordinator,
    reviewId,
    statementIds: [guest.statementId],
  });
const shown = async (revisionId: string) =>
  (await publishedProgramme(house.parts, { revisionId })).items.flatMap(({ captions }) => captions);
const differs = async () => (await programmeOf(house.parts, { reviewId })).draft.differsFromPublished;

describe('captions of a take', () => {
  it('are versions, the newest of each language standing', async () => {
    const first = await add();
    expect(first).toMatchObject({ version: 1, language: 'fr', madeBy: { kind: 'speaker' } });
    await add({ actor: house.coordinator, source: srt([0.5, 1.5, 'Better.']) });
    await add({ language: 'ar' });
    expect(await current()).toEqual(['ar 1', 'fr 2']);
    const read = await captionsById(house.parts, { actor: guest.speaker, captionsId: first.id });
    expect(read.cues).toEqual([{ startMs: 500, endMs: 1_500, text: 'Hello.' }]);
    const audit = await house.store.prisma.auditEntry.findMany({
      where: { subjectId: guest.statementId, action: 'captions.added' },
      include: { payload: true },
    });
    expect(audit).toHaveLength(3);
    expect(
      JSON.stringify(audit, (_, value) => (typeof value === 'bigint' ? Number(value) : value)),
    ).not.toMatch(/Hello|Better/);
    expect(house.heard.filter(({ what }) => what === 'captions').length).toBeGreaterThanOrEqual(3);
  });

  it('sent twice at once are two versions', async () => {
    const made = await Promise.all([add(), add(), add({ actor: house.coordinator })]);
    expect(made.map(({ version }) => version).sort()).toEqual([1, 2, 3]);
    expect(await current()).toEqual(['fr 3']);
  });

  it('are nobody else’s', async () => {
    const other = await house.invite({ reviewId });
    const { id } = await add();
    const actor = other.speaker;
    await expect(add({ actor })).rejects.toMatchObject({ code: 'not_found' });
    await expect(captionsOfTake(house.parts, { actor, takeId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(captionsById(house.parts, { actor, captionsId: id })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(removeCaptions(house.parts, { actor, captionsId: id })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await current()).toEqual(['fr 1']);
  });

  it('are of a take whose length is known, and of so many languages', async () => {
    const growing = await house.addTake(guest.statementId, { state: 'preparing' });
    await expect(add({ takeId: growing.takeId })).rejects.toMatchObject({ code: 'take_not_ready' });
    const languages = ['en', 'es', 'fr', 'de', 'it', 'pt', 'ru', 'zh', 'ar', 'sw', 'am', 'hi', 'bn'];
    for (const language of languages.slice(0, CAPTION_LANGUAGES_PER_TAKE)) await add({ language });
    await expect(add({ language: 'bn' })).rejects.toMatchObject({ code: 'captions_too_many_languages' });
    expect((await add({ language: 'fr' })).version).toBe(2);
  });

  it('that were removed are gone, and no earlier ones come back', async () => {
    await add();
    const { id } = await add();
    await removeCaptions(house.parts, { actor: guest.speaker, captionsId: id });
    expect(await current()).toEqual([]);
    const again = removeCaptions(house.parts, { actor: guest.speaker, captionsId: id });
    await expect(again).rejects.toMatchObject({ code: 'not_found' });
    expect((await add()).version).toBe(3);
  });

  it('of a withdrawn statement are refused', async () => {
    const { id } = await add();
    await withdrawStatement(house.parts, { actor: guest.speaker, statementId: guest.statementId });
    const actor = guest.speaker;
    const refused = { code: 'statement_withdrawn' };
    await expect(add()).rejects.toMatchObject(refused);
    await expect(captionsOfTake(house.parts, { actor, takeId })).rejects.toMatchObject(refused);
    await expect(captionsById(house.parts, { actor, captionsId: id })).rejects.toMatchObject(refused);
    await expect(removeCaptions(house.parts, { actor, captionsId: id })).rejects.toMatchObject(refused);
    await house.store.transaction((tx) => tx.erasures.forgetRows(guest.statementId));
    expect(await house.store.captions.get(id)).toBeNull();
  });
});

/** What is heard of somebody who says three sentences in a take of ten seconds, stored as every set has it. */
async function hear(ofTake: string): Promise<typeof house.parts & Pick<Parts, 'storage'>> {
  const take = await house.store.takes.get(ofTake);
  const set = await house.store.mediaSets.get(take?.mediaSetId ?? '');
  if (set === null) throw new Error('no set');
  const BUCKETS = 200;
  const data = Buffer.alloc(24 + 2 * BUCKETS);
  for (const [field, value] of [2, 1, 48_000, 2_400, BUCKETS, 1].entries())
    data.writeInt32LE(value, 4 * field);
  const spoken = [
    [20, 60],
    [80, 140],
    [160, 190],
  ];
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    const loud = spoken.some(([from = 0, to = 0]) => bucket >= from && bucket < to) ? 90 : 1;
    data.writeInt8(-loud, 24 + 2 * bucket);
    data.writeInt8(loud, 25 + 2 * bucket);
  }
  const peaks = { name: 'peaks.dat', bytes: data.length };
  await house.store.prisma.mediaSet.update({
    where: { id: set.id },
    data: { manifest: { ...set.manifest, peaks } },
  });
  const storage = directoryStorage({
    kind: 'directory',
    root: path.join(house.parts.settings.scratchDir, 'stored'),
  });
  await storage.put(`${set.manifest.root}peaks.dat`, data);
  return { ...house.parts, storage };
}

describe('captions of a written text', () => {
  const text =
    'Every child has a right to school. Fees are asked for in six of ten schools. We ask for an end.';
  const write = (baseId: string | null = null) =>
    addWrittenText(house.parts, { actor: guest.speaker, language: 'en', text, source: 'typed', baseId });
  const LENGTH_MS = 10_000;
  beforeEach(async () => {
    ({ takeId } = await house.addTake(guest.statementId, { lengthMs: LENGTH_MS }));
  });

  it('are spread over what is heard, corrected, and checked, each as itself', async () => {
    const parts = await hear(takeId);
    const spread = (actor: SpeakerActor | StaffActor, baseId: string | null) =>
      spreadWrittenText(parts, { actor, takeId, language: 'en', baseId });
    await expect(spread(guest.speaker, null)).rejects.toMatchObject({ code: 'captions_no_text' });
    await write();
    const first = await spread(guest.speaker, null);
    expect(first).toMatchObject({ origin: 'spread', version: 1, checked: null });
    expect(first.cues.map(({ startMs }) => startMs)).toEqual([1_000, 4_000, 8_000]);
    // Once more, as the answer was lost; and by somebody who has not seen it.
    expect((await spread(guest.speaker, null)).id).toBe(first.id);

    const actor = house.coordinator;
    const fixed = first.cues.map((cue, at) =>
      at === 1 ? { ...cue, text: 'Fees are asked in six of ten.' } : cue,
    );
    const correct = (captionsId: string, cues = fixed) => correctCaptions(parts, { actor, captionsId, cues });
    expect(await checkCaptions(parts, { actor, captionsId: first.id, checked: true })).toMatchObject({
      checked: { byId: actor.userId },
    });
    const corrected = await correct(first.id);
    expect(corrected).toMatchObject({ origin: 'corrected', version: 2, checked: null, cues: fixed });
    expect((await correct(first.id)).id).toBe(corrected.id);
    await expect(correct(first.id, first.cues)).rejects.toMatchObject({ code: 'stale' });
    await expect(spread(actor, first.id)).rejects.toMatchObject({ code: 'stale' });
    await expect(checkCaptions(parts, { actor, captionsId: first.id, checked: true })).rejects.toMatchObject({
      code: 'stale',
    });
    await checkCaptions(parts, { actor, captionsId: corrected.id, checked: true });
    await checkCaptions(parts, { actor, captionsId: corrected.id, checked: true });
    const [head] = await captionsOfTake(parts, { actor: guest.speaker, takeId });
    expect(head?.checked?.byId).toBe(actor.userId);
    const again = await correctCaptions(parts, {
      actor: guest.speaker,
      captionsId: corrected.id,
      cues: first.cues,
    });
    expect(again.checked).toBeNull();
    expect(await checkCaptions(parts, { actor, captionsId: again.id, checked: false })).toMatchObject({
      checked: null,
    });
    const audit = await house.store.prisma.auditEntry.findMany({
      where: { subjectId: guest.statementId, action: { startsWith: 'captions.' } },
      orderBy: { seq: 'asc' },
    });
    expect(audit.map(({ action }) => action)).toEqual([
      ...[
        'captions.spread',
        'captions.checked',
        'captions.corrected',
        'captions.checked',
        'captions.corrected',
      ],
    ]);
    expect(await textsForCaptions(parts, { actor, takeId })).toEqual(['en']);
  });

  it('that are corrected are mended as a file’s are, and nobody else’s', async () => {
    const { id } = await add();
    const correct = (cues: Cue[], actor: SpeakerActor | StaffActor = guest.speaker) =>
      correctCaptions(house.parts, { actor, captionsId: id, cues });
    await expect(correct([])).rejects.toMatchObject({ code: 'captions_empty' });
    const other = await house.invite({ reviewId });
    const cue = { startMs: 0, endMs: 2_000, text: 'Here' };
    await expect(correct([cue], other.speaker)).rejects.toMatchObject({ code: 'not_found' });
    const made = await correct([
      cue,
      { startMs: 1_500, endMs: LENGTH_MS + 500, text: '<script>x</script>There <i>it</i> is' },
    ]);
    expect(made.cues).toEqual([
      { startMs: 0, endMs: 1_500, text: 'Here' },
      { startMs: 1_500, endMs: LENGTH_MS, text: 'There <i>it</i> is' },
    ]);
    expect(made.findings.map(({ code }) => code)).toEqual([
      ...['styling_removed', 'overlaps_mended', 'shortened_at_the_end'],
    ]);
  });

  it('need a waveform and a take that is ready', async () => {
    await write();
    const storage = directoryStorage({
      kind: 'directory',
      root: path.join(house.parts.settings.scratchDir, 'none'),
    });
    const spread = (of: string) =>
      spreadWrittenText(
        { ...house.parts, storage },
        { actor: guest.speaker, takeId: of, language: 'en', baseId: null },
      );
    const take = await house.store.takes.get(takeId);
    const set = await house.store.mediaSets.get(take?.mediaSetId ?? '');
    const { peaks: _, ...without } = set?.manifest ?? {};
    await house.store.prisma.mediaSet.update({ where: { id: set?.id ?? '' }, data: { manifest: without } });
    await expect(spread(takeId)).rejects.toMatchObject({ code: 'captions_no_sound_yet' });
    const growing = await house.addTake(guest.statementId, { state: 'preparing' });
    await expect(spread(growing.takeId)).rejects.toMatchObject({ code: 'take_not_ready' });
  });
});

describe('a published revision', () => {
  it('shows the captions that it was published with, until the next, and none that were removed', async () => {
    const take = await house.store.takes.get(takeId);
    const measuredMs = take?.measuredMs ?? 0;
    const edit = { inMs: 1_000, outMs: measuredMs, removals: [{ startMs: 3_000, endMs: 4_000 }] };
    const cutId = await house.addCut(takeId, {
      edit,
      measuredMs: editLengthMs(edit),
      by: 'speaker',
      removesOnlySilence: false,
    });
    const source = srt([0, 0.9, 'Before'], [1, 2.5, 'One'], [2.6, 3.3, 'Secret'], [4.5, 5.5, 'Two']);
    await add({ source });
    await approve(cutId);
    const revision = await publish();
    const cues = [
      { startMs: 0, endMs: 1_500, text: 'One' },
      { startMs: 2_500, endMs: 3_500, text: 'Two' },
    ];
    expect(await shown(revision.id)).toEqual([{ language: 'fr', label: 'Français', cues }]);
    expect(await differs()).toBe(false);

    const newer = await add({ source: srt([1, 2.5, 'Not seen by anybody']) });
    await add({ source: HELLO, language: 'es' });
    expect(await shown(revision.id)).toEqual([{ language: 'fr', label: 'Français', cues }]);
    expect(await differs()).toBe(true);
    const next = await publish();
    expect((await shown(next.id)).map(({ language }) => language).sort()).toEqual(['es', 'fr']);
    expect(await differs()).toBe(false);

    await removeCaptions(house.parts, { actor: guest.speaker, captionsId: newer.id });
    expect((await shown(next.id)).map(({ language }) => language)).toEqual(['es']);
    expect(await shown(revision.id)).toEqual([]);
  });
});

it('a preview shows the newest, cut as it is cut', async () => {
  await add({ source: srt([0, 0.9, 'Before'], [2, 3, 'After']) });
  const take = await house.store.takes.get(takeId);
  const captions = await captionsOfSet(house.parts, { mediaSetId: take?.mediaSetId ?? '' });
  expect(captions[0]?.cues.map(({ text }) => text)).toEqual(['Before', 'After']);
  const measuredMs = take?.measuredMs ?? 0;
  const edit = { inMs: 2_000, outMs: measuredMs, removals: [] };
  const cutId = await house.addCut(takeId, { edit, measuredMs: editLengthMs(edit) });
  const cut = await house.store.cuts.get(cutId);
  const ofCut = await captionsOfSet(house.parts, { mediaSetId: cut?.mediaSetId ?? '' });
  const cues = [{ startMs: 0, endMs: 1_000, text: 'After' }];
  expect(ofCut.map((one) => one.cues)).toEqual([cues]);
  const [head] = await captionsOfTake(house.parts, { actor: guest.speaker, takeId });
  const read = (of: string) =>
    captionsById(house.parts, { actor: guest.speaker, captionsId: head?.id ?? '', cutId: of });
  expect(await read(cutId)).toMatchObject({ cues, leftOut: 1 });
  const silent = await house.addCut(takeId, {
    edit: { ...edit, inMs: 480 },
    measuredMs: measuredMs - 480,
    removesOnlySilence: true,
  });
  expect((await read(silent)).cues[0]).toEqual({ startMs: 0, endMs: 420, text: 'Before' });
  const another = await house.addTake(guest.statementId);
  await expect(read(another.cutId)).rejects.toMatchObject({ code: 'not_found' });
});

it('a published revision goes with the texts in writing that there were, and says when there are others', async () => {
  const measuredMs = (await house.store.takes.get(takeId))?.measuredMs ?? 0;
  const edit = { inMs: 0, outMs: measuredMs, removals: [] };
  await approve(await house.addCut(takeId, { edit, measuredMs, by: 'speaker', removesOnlySilence: false }));
  const { speaker: actor } = guest;
  const write = (text: string, baseId: string | null) =>
    addWrittenText(house.parts, { actor, language: 'en', text, source: 'typed', baseId });
  const read = async (revisionId: string) => {
    const revision = await house.store.programmes.revision(revisionId);
    if (revision === null) throw new Error('there is no such revision');
    return (await writtenTextOfRevision(house.store, revision)).map(({ text }) => text);
  };
  const one = await write('One.', null);
  const first = await publish();
  expect([await differs(), await read(first.id)]).toEqual([false, ['One.']]);
  house.passMs(1_000);
  await write('Two.', one.id);
  expect([await differs(), await read(first.id)]).toEqual([true, ['One.']]);
  const next = await publish();
  expect([await differs(), await read(next.id)]).toEqual([false, ['Two.']]);
});
