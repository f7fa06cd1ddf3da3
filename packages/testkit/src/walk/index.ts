export { CANARIES, TELLING, type Telling, telling } from './telling.ts';
export { walkFigures, walkPlaylist, walkVtt } from './texts.ts';
export { shiftedWordsIn, type Tell, type Told, wordsIn } from './told.ts';
export { walkObject } from './walk-object.ts';
