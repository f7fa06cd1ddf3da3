import { kindOf, nameOf } from '../choose-format.ts';
import { type KeptTake, type KeptText, RecordingGone, type TakeStore } from './take-store.ts';

/** For a browser that lets nothing be kept (some private windows): all goes with the page. */
export function createMemoryStore(): TakeStore {
  const takes = new Map<string, KeptTake>();
  const parts = new Map<string, ArrayBuffer[]>();
  const texts = new Map<string, KeptText>();
  let made = 0;
  const change = (takeId: string, changes: Partial<KeptTake>) => {
    const take = takes.get(takeId);
    if (take) takes.set(takeId, { ...take, ...changes });
  };
  const ofStatement = (statementId: string) =>
    [...takes.values()]
      .filter((take) => take.statementId === statementId)
      .sort((a, b) => b.number - a.number);
  const drop = (takeId: string) => {
    takes.delete(takeId);
    parts.delete(takeId);
  };
  return {
    lasting: false,
    begin: async (wanted) => {
      made += 1;
      const take: KeptTake = {
        ...wanted,
        id: `memory-${made}`,
        number: (ofStatement(wanted.statementId)[0]?.number ?? 0) + 1,
        startedAt: new Date().toISOString(),
        lengthMs: 0,
        bytes: 0,
        ending: null,
        sent: null,
      };
      takes.set(take.id, take);
      parts.set(take.id, []);
      return take;
    },
    append: async (takeId, bytes, recordedMs) => {
      const own = parts.get(takeId);
      if (own === undefined) throw new RecordingGone();
      own.push(bytes);
      change(takeId, { bytes: own.reduce((sum, one) => sum + one.byteLength, 0), lengthMs: recordedMs });
    },
    end: async (takeId, ending, lengthMs) => {
      if (!takes.has(takeId)) throw new RecordingGone();
      change(takeId, { ending, lengthMs });
    },
    list: async (statementId) => ofStatement(statementId),
    fileOf: async (takeId) => {
      const take = takes.get(takeId);
      if (take === undefined) throw new RecordingGone();
      const bytes = parts.get(takeId) ?? [];
      return new File(bytes, nameOf(take.number, take.mimeType), { type: kindOf(take.mimeType) });
    },
    markSent: async (takeId, as) => {
      const take = takes.get(takeId);
      if (take === undefined || take.sent?.as === as) return;
      change(takeId, { sent: { as, upTo: ofStatement(take.statementId)[0]?.number ?? take.number } });
    },
    erase: async (takeId) => drop(takeId),
    forget: async (statementId, only) => {
      for (const { id } of ofStatement(statementId)) if (only?.includes(id) ?? true) drop(id);
      if (ofStatement(statementId).length === 0) texts.delete(statementId);
    },
    forgetAll: async () => {
      takes.clear();
      parts.clear();
      texts.clear();
    },
    text: async (statementId) => texts.get(statementId) ?? null,
    keepText: async (statementId, text) => {
      if (text === null) texts.delete(statementId);
      else texts.set(statementId, text);
    },
  };
}
