import { buffer } from 'node:stream/consumers';
import { FIRST_WORD } from './first-word.ts';
import { DocumentRefusal } from './refusal.ts';

/**
 * The program that reads a hostile file: the file comes by standard input, its words leave by standard output, and
 * there is nothing else that it could touch.
 */
process.stdout.write(FIRST_WORD);
const bytes = new Uint8Array(await buffer(process.stdin));
const answer = await (async () => {
  try {
    // Of the parsers the one that is needed: each is much to load.
    if (process.argv[2] === 'pdf') {
      const { readPdf } = await import('./read-pdf.ts');
      return { kind: 'pdf', text: await readPdf(bytes) };
    }
    return (await import('./read-archive.ts')).readArchive(bytes);
  } catch (error) {
    // Whatever a parser stumbles over is the file's doing.
    return { refused: error instanceof DocumentRefusal ? error.because : 'document_unreadable' };
  }
})();
process.stdout.write(JSON.stringify(answer));
