import { zipSync } from 'fflate';

const bytes = (text: string) => new TextEncoder().encode(text);
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const CONTENT_TYPES = `<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/></Types>`;
const RELATIONSHIPS = `<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>`;
export const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** A paragraph of plain words. */
export const wordParagraph = (text: string) =>
  `<w:p><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;

/** A Word file with this body; `before` stands before its first element. */
export function docx(body: string, { before = '' } = {}): Uint8Array {
  const document = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${before}<w:document xmlns:w="${WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>${body}</w:body></w:document>`;
  return zipSync({
    '[Content_Types].xml': bytes(CONTENT_TYPES),
    '_rels/.rels': bytes(RELATIONSHIPS),
    'word/document.xml': bytes(document),
  });
}

/** As a Word file, and not one: a workbook, a part that is not there. */
export function packageWithMain(target: string, parts: Record<string, string> = {}): Uint8Array {
  return zipSync({
    '[Content_Types].xml': bytes(CONTENT_TYPES),
    '_rels/.rels': bytes(RELATIONSHIPS.replace('word/document.xml', target)),
    ...Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, bytes(text)])),
  });
}

/** A few kilobytes that would unpack to so many megabytes of a paragraph. */
export function swollenDocx(megabytes: number): Uint8Array {
  return docx(`<w:p><w:r><w:t>${'a'.repeat(megabytes * 1024 * 1024)}</w:t></w:r></w:p>`);
}

/** Says of itself that it holds 100 bytes; what unpacks believes it, or the bytes. */
export function lyingDocx(): Uint8Array {
  const file = swollenDocx(2);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const name = bytes('word/document.xml');
  for (let at = 0; at + 46 < file.length; at += 1) {
    const isEntry = view.getUint32(at, true) === 0x02014b50;
    if (isEntry && name.every((byte, index) => file[at + 46 + index] === byte))
      view.setUint32(at + 24, 100, true);
  }
  return file;
}

const ODT = 'application/vnd.oasis.opendocument.text';
const MANIFEST = (inner: string) =>
  `<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">${inner}</manifest:manifest>`;

export function odt(body: string, { encrypted = false } = {}): Uint8Array {
  const entry = `<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">${encrypted ? '<manifest:encryption-data manifest:checksum-type="SHA1"/>' : ''}</manifest:file-entry>`;
  const content = `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>${body}</office:text></office:body></office:document-content>`;
  return zipSync({
    mimetype: [bytes(ODT), { level: 0 }],
    'META-INF/manifest.xml': bytes(MANIFEST(entry)),
    'content.xml': bytes(encrypted ? 'not to be read' : content),
  });
}

/** What Office writes once a password is set: a compound file that names its encrypted package (MS-CFB 2.2). */
export function protectedOffice(): Uint8Array {
  const file = Buffer.alloc(2_048);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(file);
  Buffer.from('EncryptedPackage', 'utf16le').copy(file, 1_024);
  return file;
}

/** Word before 2007. */
export function oldWord(): Uint8Array {
  const file = Buffer.from(protectedOffice());
  Buffer.from('WordDocument\0\0\0\0', 'utf16le').copy(file, 1_024);
  return file;
}
