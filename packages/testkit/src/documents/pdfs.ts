import { createHash } from 'node:crypto';

/** Lines of a page from its top, with what lies between a line and the one before; 0 for the usual. */
export interface PdfLine {
  text: string;
  /** Points above it in addition. */
  gap?: number;
  /** Points from the left margin. */
  indent?: number;
}

const PADDING = Buffer.from('28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A', 'hex');
const ID = Buffer.from('0123456789abcdef0123456789abcdef', 'hex');

/** A PDF whose pages hold these lines, in Helvetica of 12 points on a pitch of 14.4; written by hand. */
export function pdf(pages: readonly (readonly PdfLine[])[]): Uint8Array {
  return assemble(pages.map(contentOf), null);
}

/** The same behind a password that must be typed to open it (ISO 32000-1, 7.6.3: revision 2, RC4 of 40 bits). */
export function protectedPdf(text: string, password = 'secret'): Uint8Array {
  return assemble([contentOf([{ text }])], Buffer.from(password, 'latin1'));
}

/** Pages that are a picture each, as a scanner makes them. */
export function scannedPdf(pages: number): Uint8Array {
  return assemble(
    Array.from({ length: pages }, () => Buffer.from('q 595 0 0 842 0 0 cm /Im Do Q')),
    null,
  );
}

function contentOf(lines: readonly PdfLine[]): Buffer {
  let y = 780;
  const drawn = lines.map(({ text, gap = 0, indent = 0 }) => {
    y -= 14.4 + gap;
    const escaped = text.replace(/[\\()]/g, '\\$&');
    return `1 0 0 1 ${72 + indent} ${y.toFixed(1)} Tm (${escaped}) Tj`;
  });
  return Buffer.from(`BT /F 12 Tf ${drawn.join('\n')} ET`, 'latin1');
}

function assemble(contents: readonly Buffer[], password: Buffer | null): Uint8Array {
  const objects: Buffer[] = [];
  const add = (body: Buffer | string) => objects.push(Buffer.from(body as string, 'latin1'));
  const key = password && encryptionKey(password);
  const pageIds = contents.map((_, at) => 5 + 2 * at);
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Count ${contents.length} /Kids [${pageIds.map((id) => `${id} 0 R`).join(' ')}] >>`);
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  add(
    stream(
      '/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8',
      Buffer.from([200]),
    ),
  );
  for (const [at, content] of contents.entries()) {
    const id = 5 + 2 * at;
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> /XObject << /Im 4 0 R >> >> /Contents ${id + 1} 0 R >>`,
    );
    add(stream('', key === null ? content : rc4(objectKey(key, id + 1), content)));
  }
  let trailer = `/Size ${objects.length + 1} /Root 1 0 R`;
  if (password !== null && key !== null) {
    const user = rc4(key, PADDING);
    add(
      `<< /Filter /Standard /V 1 /R 2 /P -4 /O <${owner(password).toString('hex')}> /U <${user.toString('hex')}> >>`,
    );
    trailer = `/Size ${objects.length + 1} /Root 1 0 R /Encrypt ${objects.length} 0 R /ID [<${ID.toString('hex')}> <${ID.toString('hex')}>]`;
  }
  const parts = [Buffer.from('%PDF-1.4\n')];
  let at = parts[0]?.length ?? 0;
  const offsets = objects.map((body, index) => {
    const whole = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    const start = at;
    parts.push(whole);
    at += whole.length;
    return start;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< ${trailer} >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

function stream(entries: string, data: Buffer): Buffer {
  const head = Buffer.from(`<< ${entries} /Length ${data.length} >>\nstream\n`, 'latin1');
  return Buffer.concat([head, data, Buffer.from('\nendstream')]);
}

const md5 = (...parts: Buffer[]) => createHash('md5').update(Buffer.concat(parts)).digest();
const padded = (password: Buffer) => Buffer.concat([password, PADDING]).subarray(0, 32);
const owner = (password: Buffer) => rc4(md5(padded(password)).subarray(0, 5), padded(password));
const encryptionKey = (password: Buffer) =>
  md5(padded(password), owner(password), Buffer.from([0xfc, 0xff, 0xff, 0xff]), ID).subarray(0, 5);
const objectKey = (key: Buffer, id: number) =>
  md5(key, Buffer.from([id & 0xff, (id >> 8) & 0xff, (id >> 16) & 0xff, 0, 0])).subarray(0, 10);

/** OpenSSL 3 keeps RC4 out of reach, and it is a dozen lines. */
function rc4(key: Buffer, data: Buffer): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, at) => at);
  const swap = (a: number, b: number) => {
    const held = state[a] ?? 0;
    state[a] = state[b] ?? 0;
    state[b] = held;
  };
  for (let at = 0, j = 0; at < 256; at += 1) {
    j = (j + (state[at] ?? 0) + (key[at % key.length] ?? 0)) & 255;
    swap(at, j);
  }
  let i = 0;
  let j = 0;
  return Buffer.from(
    data.map((byte) => {
      i = (i + 1) & 255;
      j = (j + (state[i] ?? 0)) & 255;
      swap(i, j);
      return byte ^ (state[((state[i] ?? 0) + (state[j] ?? 0)) & 255] ?? 0);
    }),
  );
}
