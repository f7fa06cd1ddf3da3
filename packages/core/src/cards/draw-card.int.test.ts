import { readFile } from 'node:fs/promises';
import { type Appearance, DEFAULT_APPEARANCE, newId, PORTRAIT_LIMIT_BYTES } from '@rostrum/domain';
import { requirePart } from '@rostrum/testkit';
import { AGREED } from '@rostrum/testkit/agreed';
import { clip } from '@rostrum/testkit/clips';
import { jobRun, openPlant, type Place, type Plant } from '@rostrum/testkit/plant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide } from '../decisions/decide.ts';
import { setConsent } from '../decisions/set-consent.ts';
import { eraseStatement } from '../pipeline/erase-statement.ts';
import { makeCut } from '../pipeline/make-cut.ts';
import { programmeOf } from '../programmes/programme-of.ts';
import { publishProgramme } from '../programmes/publish-programme.ts';
import { publishedProgramme } from '../programmes/published-programme.ts';
import { requestCut } from '../takes/request-cut.ts';
import { turnTake } from '../takes/turn-take.ts';
import { drawCard, outdatedCards } from './draw-card.ts';
import { eraseUnusedCards } from './erase-unused-cards.ts';
import { removePortrait, setPortrait } from './set-portrait.ts';

describe.skipIf(!requirePart('database') || !requirePart('ffmpeg'))('the card of sound alone', () => {
  let plant: Plant;
  let place: Place;
  let takeId: string;
  let reviewId: string;
  let revisionId: string;
  const shown = async () => (await publishedProgramme(plant.parts, { revisionId })).items[0];
  const epoch = async () => (await programmeOf(plant.parts, { reviewId })).epoch;
  beforeAll(async () => {
    plant = await openPlant();
    place = await plant.place();
    takeId = await plant.send(place, await clip({ seconds: 1.6, picture: 'none', container: 'm4a' }));
    const turn = () => turnTake(plant.parts, { actor: plant.coordinator, takeId, turned: 90, version: 0 });
    await expect(turn()).rejects.toMatchObject({ code: 'take_not_ready' });
    expect(await plant.process(takeId)).toMatchObject({ state: 'ready', measuredMs: 1600 });
    await expect(turn()).rejects.toMatchObject({ code: 'nothing_to_turn' });
  });
  afterAll(() => plant.close());

  const appear = (appearance: Partial<Appearance>, speakerName: string | null = null) =>
    setConsent(plant.parts, {
      ...AGREED,
      actor: place.speaker,
      audience: 'missions',
      endsAt: null,
      masterAllowed: true,
      appearance: { ...DEFAULT_APPEARANCE, ...appearance },
      speakerName,
    });
  const draw = () => drawCard(plant.parts, { statementId: place.statementId }, jobRun());
  const set = async () => {
    const { mediaSetId } = await plant.take(takeId);
    const found = await plant.parts.store.mediaSets.get(mediaSetId ?? '');
    if (!found?.complete) throw new Error('a ready take has no set');
    return found.manifest;
  };
  /** Every object below the statement is the original, the portrait, or named by a row. */
  const expectNothingElse = async (portrait: string[] = []) => {
    const roots = new Set<string>();
    for (const { mediaSetId } of [await plant.take(takeId), ...(await plant.parts.store.cuts.ofTake(takeId))])
      roots.add((await plant.parts.store.mediaSets.get(mediaSetId ?? ''))?.manifest.root ?? '');
    const others = (await plant.objects(place.statementId)).filter(
      (key) => ![...roots].some((root) => key.startsWith(root)),
    );
    const { originalKey } = await plant.take(takeId);
    expect(others).toEqual([...portrait, originalKey].sort());
  };

  it('follows what the speaker chose: what was named before is shown to nobody until it is drawn anew', async () => {
    const first = await set();
    expect(first.card).toMatchObject({ speaker: null });
    expect(first.video.map(({ name }) => name)).toEqual(['360p', '240p']);
    await draw();
    expect((await set()).root).toBe(first.root);

    const edit = { inMs: 0, outMs: 1200, removals: [] };
    const cut = await requestCut(plant.parts, { actor: place.speaker, takeId, edit });
    await makeCut(plant.parts, { cutId: cut.id }, jobRun());
    await appear({ named: 'name' }, 'Wadih Al-Asmar');
    await draw();
    const named = await set();
    expect(named).toMatchObject({
      frames: first.frames,
      durationTicks: first.durationTicks,
      complete: true,
      audio: { segments: first.audio.segments },
      card: { speaker: expect.any(String) },
    });
    expect(named.video.map(({ name, initSha256 }) => [name, initSha256])).toEqual(
      first.video.map(({ name, initSha256 }) => [name, initSha256]),
    );
    await expectNothingElse();

    const { version } = (await plant.parts.store.statements.byId(place.statementId)) ?? { version: 0 };
    const actor = plant.coordinator;
    const about = { statementId: place.statementId, takeId, cutId: cut.id, version };
    await decide(plant.parts, { actor, kind: 'approve', reason: 'Heard', ...about });
    const context = await plant.parts.store.statements.context(place.statementId);
    reviewId = context?.review.id ?? '';
    const publish = () =>
      publishProgramme(plant.parts, { actor, reviewId, statementIds: [place.statementId] });
    ({ id: revisionId } = await publish());
    expect(await shown()).toMatchObject({ kind: 'statement', speakerName: 'Wadih Al-Asmar' });
    const before = await epoch();

    await appear({ named: 'organisation' });
    expect(await shown()).toMatchObject({ kind: 'card', mediaSet: null, speakerName: null });
    expect(await epoch()).toBe(before + 1);
    expect((await programmeOf(plant.parts, { reviewId })).draft.obstacles).toEqual([
      { statementId: place.statementId, code: 'cut_not_ready' },
    ]);
    await expect(publish()).rejects.toMatchObject({ code: 'cut_not_ready' });
    const later = new Date(Date.now() + 60_000);
    expect(await outdatedCards(plant.parts, later)).toEqual([place.statementId]);

    await draw();
    expect(await shown()).toMatchObject({
      kind: 'statement',
      mediaSet: { card: { speaker: null }, frames: 30 },
    });
    expect(await epoch()).toBe(before + 2);
    expect(await outdatedCards(plant.parts, later)).toEqual([]);
    expect((await set()).card).toEqual(first.card);
    await expectNothingElse();
  });

  it('shows the portrait of whoever is named, and no other', async () => {
    const sent = `statements/${place.statementId}/portrait/sent`;
    const kept = `statements/${place.statementId}/portrait/shown.jpg`;
    const picture = await readFile(await pictureFile());
    await setPortrait(plant.parts, { actor: place.speaker, picture });
    await draw();
    expect(await plant.parts.storage.head(sent)).toBeNull();
    expect(await plant.parts.storage.head(kept)).not.toBeNull();
    const without = await set();
    await appear({ named: 'name' }, 'Wadih Al-Asmar');
    await draw();
    const named = await set();
    expect(named.card).not.toEqual(without.card);

    // What is taken away, or is to be another one, is on no screen from then on: no worker is waited for.
    expect(await shown()).toMatchObject({ kind: 'statement', speakerName: 'Wadih Al-Asmar' });
    const before = await epoch();
    await setPortrait(plant.parts, { actor: place.speaker, picture });
    expect(await shown()).toMatchObject({ kind: 'card', mediaSet: null, speakerName: null });
    expect(await epoch()).toBe(before + 1);
    await draw();
    expect(await shown()).toMatchObject({ kind: 'statement', speakerName: 'Wadih Al-Asmar' });
    expect(await epoch()).toBe(before + 2);
    for (const _ of ['once', 'and again: nothing is there to be taken away']) {
      await removePortrait(plant.parts, { actor: place.speaker });
      expect(await shown()).toMatchObject({ kind: 'card', mediaSet: null, speakerName: null });
      expect(await epoch()).toBe(before + 3);
    }
    await draw();
    expect((await set()).card).not.toHaveProperty('portrait');
    expect(await shown()).toMatchObject({ kind: 'statement', speakerName: 'Wadih Al-Asmar' });

    // What only decoding shows to be none is forgotten, and so is what it was to replace.
    const damaged = Buffer.concat([picture.subarray(0, 3), Buffer.alloc(400)]);
    await setPortrait(plant.parts, { actor: place.speaker, picture });
    await draw();
    await setPortrait(plant.parts, { actor: place.speaker, picture: damaged });
    await draw();
    await expectNothingElse();
  });

  it('that names nobody goes with its objects once nothing has named it for a month', async () => {
    const manifest = await set();
    const add = async (daysOld: number) => {
      const id = newId();
      const root = `cards/${id}/`;
      await plant.parts.storage.put(`${root}init.mp4`, Buffer.from('card'));
      const row = { id, statementId: null, shows: id, facts: id, names: '', lengthMs: 5000 };
      await plant.parts.store.titleCards.add({ ...row, manifest: { ...manifest, root } });
      const createdAt = new Date(plant.parts.clock.now().getTime() - daysOld * 86_400_000);
      await plant.parts.prisma.titleCard.update({ where: { id }, data: { createdAt } });
      return { id, isThere: async () => (await plant.parts.storage.head(`${root}init.mp4`)) !== null };
    };
    const [unused, young, opening] = [await add(31), await add(29), await add(31)];
    await plant.parts.prisma.programmeRevision.update({
      where: { id: revisionId },
      data: { openingCardId: opening.id },
    });
    expect(await eraseUnusedCards(plant.parts)).toBe(1);
    expect(await Promise.all([unused, young, opening].map((one) => one.isThere()))).toEqual([
      false,
      true,
      true,
    ]);
    const rows = await plant.parts.store.titleCards.byIds([unused.id, young.id, opening.id]);
    expect(rows.map(({ id }) => id).sort()).toEqual([young.id, opening.id].sort());
    expect(await eraseUnusedCards(plant.parts)).toBe(0);
  });

  it('is not drawn for what was withdrawn, and all of it is erased', async () => {
    await plant.parts.storage.put(`statements/${place.statementId}/portrait/shown.jpg`, Buffer.from('face'));
    const send = (picture: Uint8Array) => setPortrait(plant.parts, { actor: place.speaker, picture });
    await expect(send(Buffer.from('no picture at all'))).rejects.toMatchObject({
      code: 'portrait_unreadable',
    });
    await expect(send(Buffer.alloc(PORTRAIT_LIMIT_BYTES + 1))).rejects.toMatchObject({
      code: 'portrait_too_large',
    });
    await plant.withdraw(place);
    await draw();
    const jpeg = Buffer.concat([Buffer.from('ffd8ff', 'hex'), Buffer.alloc(20)]);
    await expect(send(jpeg)).rejects.toMatchObject({ code: 'statement_withdrawn' });
    await eraseStatement(plant.parts, { statementId: place.statementId });
    expect(await plant.objects(place.statementId)).toEqual([]);
  });

  /** Any still picture: the poster of the take itself, say. */
  async function pictureFile(): Promise<string> {
    const { root, poster } = await set();
    const file = `${plant.dataDir}/picture.jpg`;
    await plant.parts.storage.copyTo(`${root}${poster}`, file);
    return file;
  }
});
