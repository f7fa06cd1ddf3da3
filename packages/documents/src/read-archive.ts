import { isLocked, partsOf } from './open-archive.ts';
import { readDocx } from './read-docx.ts';
import { readOdt } from './read-odt.ts';
import { DocumentRefusal } from './refusal.ts';
import { walkXml } from './walk-xml.ts';

const MAIN_PART =
  /^http:\/\/(?:schemas\.openxmlformats\.org|purl\.oclc\.org\/ooxml)\/officeDocument(?:\/2006)?\/relationships\/officeDocument$/;
const ODT = 'application/vnd.oasis.opendocument.text';
const RELATIONSHIPS = '_rels/.rels';

/** The words of a Word or OpenDocument text. @throws DocumentRefusal */
export function readArchive(bytes: Uint8Array): { kind: 'docx' | 'odt'; text: string } {
  if (isLocked(bytes)) throw new DocumentRefusal('document_protected');
  const first = partsOf(bytes, (name) =>
    ['mimetype', 'META-INF/manifest.xml', RELATIONSHIPS, '[Content_Types].xml'].includes(name),
  );
  const mimetype = first.get('mimetype');
  if (mimetype !== undefined && new TextDecoder().decode(mimetype).trim() === ODT) {
    const manifest = first.get('META-INF/manifest.xml');
    if (manifest !== undefined && isEncrypted(manifest)) throw new DocumentRefusal('document_protected');
    return { kind: 'odt', text: readOdt(onlyPart(bytes, 'content.xml')) };
  }
  const relationships = first.get(RELATIONSHIPS);
  if (relationships === undefined || !first.has('[Content_Types].xml')) {
    throw new DocumentRefusal('document_kind_unsupported');
  }
  const main = mainPart(relationships);
  // A workbook or a slide show has another one.
  if (main === null || !/^word\/[^/]+\.xml$/.test(main))
    throw new DocumentRefusal('document_kind_unsupported');
  return { kind: 'docx', text: readDocx(onlyPart(bytes, main)) };
}

function onlyPart(bytes: Uint8Array, wanted: string): Uint8Array {
  const part = partsOf(bytes, (name) => name === wanted).get(wanted);
  if (part === undefined) throw new DocumentRefusal('document_unreadable');
  return part;
}

/** What the package says that it is about (ECMA-376-2, 8.3): mostly word/document.xml. */
function mainPart(relationships: Uint8Array): string | null {
  let main: string | null = null;
  walkXml(
    relationships,
    {},
    {
      open(name, attributes) {
        if (!name.endsWith('Relationship')) return;
        const { Type: type, Target: target, TargetMode: mode } = attributes();
        // Nothing that lies elsewhere is ever read.
        if (type !== undefined && MAIN_PART.test(type) && mode !== 'External')
          main = (target ?? '').replace(/^\//, '');
      },
      close: () => undefined,
      text: () => undefined,
    },
  );
  return main;
}

function isEncrypted(manifest: Uint8Array): boolean {
  let encrypted = false;
  walkXml(
    manifest,
    { 'urn:oasis:names:tc:opendocument:xmlns:manifest:1.0': 'manifest' },
    {
      open(name) {
        if (name === 'manifest:encryption-data') encrypted = true;
      },
      close: () => undefined,
      text: () => undefined,
    },
  );
  return encrypted;
}
