import type { Lab } from './lab.ts';
import type { Row } from './row.ts';
import { bytesRows } from './rows/bytes.ts';
import { cutRows } from './rows/cut.ts';
import { firstFrameRows } from './rows/first-frame.ts';
import { prepareRows } from './rows/prepare.ts';
import { programmeRows } from './rows/programme.ts';
import { reviewRows } from './rows/review.ts';
import { screeningRows } from './rows/screening.ts';
import { speakerRows } from './rows/speaker.ts';
import { studioRows } from './rows/studio.ts';
import { uploadRows } from './rows/upload.ts';
import { wordsRows } from './rows/words.ts';

export interface Group {
  /** For --only. */
  key: string;
  title: string;
  rows(lab: Lab): Promise<Row[]>;
}

/** In this order: the cut and the studio use the long take that was sent for the first picture. */
export const groups: readonly Group[] = [
  { key: 'prepare', title: 'Preparing a take', rows: prepareRows },
  { key: 'first-frame', title: 'From the last byte to the first picture', rows: firstFrameRows },
  { key: 'review', title: 'The review studio under the hand', rows: reviewRows },
  { key: 'cut', title: 'Cutting a whole statement', rows: cutRows },
  { key: 'studio', title: 'The studio’s stage under the hand', rows: studioRows },
  { key: 'programme', title: 'A programme as missions come to it', rows: programmeRows },
  { key: 'screening', title: 'A thousand at one screening', rows: screeningRows },
  { key: 'words', title: 'What is said and asked', rows: wordsRows },
  { key: 'speaker', title: 'A speaker’s page on a bad line', rows: speakerRows },
  { key: 'upload', title: 'Uploads on their way to a store', rows: uploadRows },
  { key: 'bytes', title: 'Bytes of the renditions', rows: bytesRows },
];
