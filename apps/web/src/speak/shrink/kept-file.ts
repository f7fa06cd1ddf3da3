import { isOf } from './kept-name.ts';

/**
 * Where a video that was made small lies until it is sent: in the browser's own store, which survives a crash and
 * a restart. Erased when it was received, given up, or this device is closed. Its name begins with its statement.
 */
const FOLDER = 'rostrum-small';

interface Writing {
  readonly write: (data: Uint8Array<ArrayBuffer>, options: { at: number }) => void;
  readonly flush: () => void;
  readonly close: () => void;
  readonly file: () => Promise<File>;
}

/** Only workers have it, and only newer browsers. */
interface SyncAccess {
  readonly truncate: (bytes: number) => void;
  readonly write: (data: Uint8Array<ArrayBuffer>, options: { at: number }) => number;
  readonly flush: () => void;
  readonly close: () => void;
}
type Handle = FileSystemFileHandle & { readonly createSyncAccessHandle?: () => Promise<SyncAccess> };

async function folder(create: boolean): Promise<FileSystemDirectoryHandle | null> {
  try {
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle(FOLDER, { create });
  } catch {
    // Not in this browser, not in a private window, or nothing was ever kept.
    return null;
  }
}

/** In a worker only. Null where the browser has no such store. */
export async function openForWriting(name: string): Promise<Writing | null> {
  try {
    const handle: Handle | undefined = await (await folder(true))?.getFileHandle(name, { create: true });
    const access = await handle?.createSyncAccessHandle?.();
    if (handle === undefined || access === undefined) return null;
    access.truncate(0);
    return {
      write: (data, options) => {
        access.write(data, options);
      },
      flush: () => access.flush(),
      close: () => access.close(),
      file: () => handle.getFile(),
    };
  } catch {
    return null;
  }
}

export async function keptFile(name: string): Promise<File | null> {
  try {
    const handle = await (await folder(false))?.getFileHandle(name);
    return handle === undefined ? null : await handle.getFile();
  } catch {
    return null;
  }
}

/** Every one of a statement, for the one that an unfinished upload waits for. */
export async function keptFiles(statementId: string): Promise<File[]> {
  const files: File[] = [];
  for (const name of await namesOf(statementId)) {
    const file = await keptFile(name);
    // One that is being written cannot be read.
    if (file !== null) files.push(file);
  }
  return files;
}

async function namesOf(statementId: string): Promise<string[]> {
  const names: string[] = [];
  try {
    const handles = (await folder(false))?.values();
    if (handles === undefined) return [];
    for await (const { kind, name } of handles)
      if (kind === 'file' && isOf(name, statementId)) names.push(name);
  } catch {
    // Erased from another window meanwhile.
  }
  return names;
}

export async function eraseOne(name: string): Promise<void> {
  try {
    await (await folder(false))?.removeEntry(name);
  } catch {
    // There is none, or it is being written.
  }
  await eraseFolder(false);
}

/** What was made small of a statement's videos. */
export async function eraseKept(statementId: string): Promise<void> {
  for (const name of await namesOf(statementId)) await eraseOne(name);
}

/** The same for every statement. */
export const eraseAllKept = (): Promise<void> => eraseFolder(true);

async function eraseFolder(recursive: boolean): Promise<void> {
  try {
    const root = await navigator.storage.getDirectory();
    await root.removeEntry(FOLDER, { recursive });
  } catch {
    // There is none, or another statement's lie in it.
  }
}
