import type { PreviousUpload, UrlStorage } from 'tus-js-client';

const PREFIX = 'rostrum.upload.';
const SAMPLE_BYTES = 256 * 1024;

interface Kept {
  readonly uploadUrl: string;
  readonly size: number;
  readonly since: string;
}

/**
 * Knows a file again by its size and by what its beginning and end hold, in the name of one statement: phones
 * give the same recording another name and time whenever it is chosen. Null where the browser cannot hash. The
 * statement stands in front, so that what is kept of it can be forgotten alone.
 */
export async function fingerprintOf(file: File, statementId: string): Promise<string | null> {
  try {
    const parts = [file.slice(0, SAMPLE_BYTES), file.slice(Math.max(0, file.size - SAMPLE_BYTES))];
    const sample = await new Blob([`${statementId} ${file.size} `, ...parts]).arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', sample));
    const hash = [...digest.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return `${statementId}.${hash}`;
  } catch {
    return null;
  }
}

/**
 * Where unfinished uploads are remembered on this device: the address, which opens nothing without the cookie,
 * and the size. Neither the file's name nor what it is.
 */
export const keptUploads: UrlStorage = {
  findAllUploads: async () => [],
  findUploadsByFingerprint: async (fingerprint) => {
    const kept = read(PREFIX + fingerprint);
    return kept ? [asPrevious(PREFIX + fingerprint, kept)] : [];
  },
  removeUpload: async (key) => {
    try {
      localStorage.removeItem(key);
    } catch {
      // Storage is forbidden: then nothing was kept either.
    }
  },
  addUpload: async (fingerprint, { uploadUrl, size, creationTime }) => {
    const key = PREFIX + fingerprint;
    try {
      localStorage.setItem(key, JSON.stringify({ uploadUrl, size, since: creationTime }));
    } catch {
      // Storage is forbidden or full: the server still knows of the upload.
    }
    return key;
  },
};

function read(key: string): Kept | null {
  try {
    const kept: Partial<Kept> | null = JSON.parse(localStorage.getItem(key) ?? 'null');
    if (typeof kept?.uploadUrl !== 'string' || typeof kept.size !== 'number') return null;
    return { uploadUrl: kept.uploadUrl, size: kept.size, since: String(kept.since) };
  } catch {
    return null;
  }
}

const asPrevious = (urlStorageKey: string, { uploadUrl, size, since }: Kept): PreviousUpload => ({
  urlStorageKey,
  uploadUrl,
  size,
  metadata: {},
  creationTime: since,
  parallelUploadUrls: null,
});

/** Whether this device remembers that upload by another fingerprint: then it is another file of the same size. */
export function contradicts(takeId: string, fingerprint: string | null): boolean {
  if (fingerprint === null) return false;
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(PREFIX) || !read(key)?.uploadUrl.endsWith(`/${takeId}`)) continue;
      // Without the statement before it, as it was kept in earlier versions.
      return key.split('.').pop() !== fingerprint.split('.').pop();
    }
  } catch {
    // Storage is forbidden: nothing is remembered.
  }
  return false;
}

/** Forgets the unfinished uploads of a statement, or of all of them: nothing is left behind on this device. */
export function forgetUploads(statementId?: string): void {
  const own = statementId === undefined ? PREFIX : `${PREFIX}${statementId}.`;
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(own)) localStorage.removeItem(key);
  } catch {
    // Storage is forbidden: there is nothing to forget.
  }
}
