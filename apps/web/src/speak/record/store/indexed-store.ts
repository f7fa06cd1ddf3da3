import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import { kindOf, nameOf } from '../choose-format.ts';
import { markKept, mayBeKept } from './kept-mark.ts';
import { type KeptTake, type KeptText, RecordingGone, type TakeStore } from './take-store.ts';
import { type PartEntry, wholePart } from './whole-part.ts';

const NAME = 'rostrum.recordings';

type Row = KeptTake & { readonly index: readonly PartEntry[] };

interface Schema extends DBSchema {
  takes: { key: string; value: Row; indexes: { statementId: string } };
  /** Bytes, not Blobs: Safari keeps no Blob in a private window, and lost some outside of it. */
  parts: { key: [string, number]; value: ArrayBuffer };
  texts: { key: string; value: KeptText };
}

const STORES = ['takes', 'parts', 'texts'] as const;
/** To the disk before it is answered, where the browser lets it be asked for: a phone dies without a warning. */
const durably = { durability: 'strict' } as const;
const partsOf = (takeId: string) => IDBKeyRange.bound([takeId, 0], [takeId, Number.MAX_SAFE_INTEGER]);

/**
 * Recordings in IndexedDB. Part and index are written in one transaction, so that neither is there without the
 * other. Rejects where the browser forbids it.
 */
export async function openIndexedStore(): Promise<TakeStore> {
  let opened: Promise<IDBPDatabase<Schema>> | null = null;
  const database = (): Promise<IDBPDatabase<Schema>> => {
    opened ??= openDB<Schema>(NAME, 1, {
      upgrade(db) {
        db.createObjectStore('takes', { keyPath: 'id' }).createIndex('statementId', 'statementId');
        db.createObjectStore('parts');
        db.createObjectStore('texts');
      },
      // Another window erases: it is opened again when it is needed.
      blocking: () => void close(),
      terminated: () => {
        opened = null;
      },
    });
    return opened;
  };
  async function close(): Promise<void> {
    const closing = opened;
    opened = null;
    (await closing)?.close();
  }
  let used = false;
  const open = async () => {
    used = true;
    markKept(true);
    return await database();
  };
  /** Null where nothing was ever kept: opening would leave a database behind. */
  const known = async () => (used || opened !== null || mayBeKept() ? await database() : null);

  /** What holds nothing leaves nothing: the database itself goes. */
  async function tidy(): Promise<void> {
    const db = await database();
    const tx = db.transaction(STORES);
    const counts = await Promise.all([...STORES.map((name) => tx.objectStore(name).count()), tx.done]);
    if (counts.some(Boolean)) return;
    await close();
    used = false;
    markKept(false);
    await deleteDB(NAME);
  }

  /** What another window erased while it was made. Looking for it has made an empty database anew. */
  async function gone(): Promise<never> {
    await tidy();
    throw new RecordingGone();
  }

  async function drop(takeIds: readonly string[], statementId?: string): Promise<void> {
    const tx = (await known())?.transaction(STORES, 'readwrite', durably);
    if (tx === undefined) return;
    for (const id of takeIds) {
      void tx.objectStore('takes').delete(id);
      void tx.objectStore('parts').delete(partsOf(id));
    }
    if (statementId !== undefined) void tx.objectStore('texts').delete(statementId);
    await tx.done;
    await tidy();
  }

  const rowsOf = async (statementId: string) =>
    (await (await known())?.getAllFromIndex('takes', 'statementId', statementId)) ?? [];

  // Fails here, and not in the midst of a recording, where it is forbidden.
  await tidy();

  return {
    lasting: true,
    begin: async ({ statementId, mode, mimeType }) => {
      const numbers = (await rowsOf(statementId)).map(({ number }) => number);
      const take: KeptTake = {
        id: newId(),
        statementId,
        number: Math.max(0, ...numbers) + 1,
        mode,
        mimeType,
        startedAt: new Date().toISOString(),
        lengthMs: 0,
        bytes: 0,
        ending: null,
        sent: null,
      };
      await (await open()).add('takes', { ...take, index: [] });
      return take;
    },
    append: async (takeId, bytes, recordedMs) => {
      const tx = (await database()).transaction(['takes', 'parts'], 'readwrite', durably);
      const takes = tx.objectStore('takes');
      const row = await takes.get(takeId);
      if (row === undefined) {
        await tx.done;
        return await gone();
      }
      const index = [...row.index, { bytes: bytes.byteLength, atMs: recordedMs }];
      await Promise.all([
        tx.objectStore('parts').put(bytes, [takeId, row.index.length]),
        takes.put({ ...row, index, bytes: row.bytes + bytes.byteLength, lengthMs: recordedMs }),
        tx.done,
      ]);
    },
    end: async (takeId, ending, lengthMs) => {
      const tx = (await database()).transaction('takes', 'readwrite', durably);
      const row = await tx.store.get(takeId);
      if (row !== undefined) void tx.store.put({ ...row, ending, lengthMs });
      await tx.done;
      if (row === undefined) await gone();
    },
    list: async (statementId) => {
      const rows = await rowsOf(statementId);
      if (rows.length === 0) return [];
      const db = await database();
      const takes: KeptTake[] = [];
      for (const { index, ...take } of rows) {
        const keys = new Set((await db.getAllKeys('parts', partsOf(take.id))).map(([, place]) => place));
        const whole = wholePart(index, (place) => (keys.has(place) ? index[place]?.bytes : undefined));
        const torn = whole.parts < index.length;
        takes.push({
          ...take,
          // A row of an earlier version has none.
          sent: take.sent ?? null,
          bytes: whole.bytes,
          lengthMs: torn ? whole.lengthMs : Math.max(take.lengthMs, whole.lengthMs),
        });
      }
      return takes.sort((one, other) => other.number - one.number);
    },
    fileOf: async (takeId) => {
      const db = await database();
      const row = await db.get('takes', takeId);
      if (row === undefined) return await gone();
      const parts: Blob[] = [];
      const tx = db.transaction('parts');
      for (const [place, entry] of row.index.entries()) {
        const bytes = await tx.store.get([takeId, place]);
        if (bytes?.byteLength !== entry.bytes) break;
        parts.push(new Blob([bytes]));
      }
      await tx.done;
      return new File(parts, nameOf(row.number, row.mimeType), { type: kindOf(row.mimeType) });
    },
    markSent: async (takeId, as) => {
      const tx = (await known())?.transaction('takes', 'readwrite', durably);
      if (tx === undefined) return;
      const row = await tx.store.get(takeId);
      if (row !== undefined) {
        const beside = await tx.store.index('statementId').getAll(row.statementId);
        const sent = { as, upTo: Math.max(...beside.map(({ number }) => number)) };
        // Sent on: what is newer than its first part was still not compared with it.
        if (row.sent?.as !== as) void tx.store.put({ ...row, sent });
      }
      await tx.done;
    },
    erase: (takeId) => drop([takeId]),
    forget: async (statementId, only) => {
      const ids = (await rowsOf(statementId)).map(({ id }) => id);
      const going = only === undefined ? ids : ids.filter((id) => only.includes(id));
      await drop(going, going.length === ids.length ? statementId : undefined);
    },
    forgetAll: async () => {
      const tx = (await known())?.transaction(STORES, 'readwrite', durably);
      if (tx === undefined) return;
      for (const name of STORES) void tx.objectStore(name).clear();
      await tx.done;
      await tidy();
    },
    text: async (statementId) => (await (await known())?.get('texts', statementId)) ?? null,
    keepText: async (statementId, text) => {
      if (text !== null) {
        await (await open()).put('texts', text, statementId);
        return;
      }
      await (await known())?.delete('texts', statementId);
      if (used || mayBeKept()) await tidy();
    },
  };
}

/** `crypto.randomUUID` is younger than the oldest browser that is served. */
function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
