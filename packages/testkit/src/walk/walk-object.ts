import { walkJpeg } from './jpeg.ts';
import { kindOfInit, walkMovie } from './movie.ts';
import { walkPeaks } from './peaks.ts';
import { walkFigures, walkPlaylist, walkVtt } from './texts.ts';
import type { Told } from './told.ts';

/**
 * What an object tells that it may not: every box, unit, marker and line that is not on the list of what is
 * needed to play it. Empty where there is nothing. A kind of object that is not known here is told too.
 * @param key of the object in storage; its ending says what it is
 */
export function walkObject(key: string, data: Buffer): Told[] {
  const told: Told[] = [];
  const tell = (where: string, what: string) => {
    told.push({ where: `${key.split('/').slice(-2).join('/')} ${where}`, what });
  };
  const extension = /\.(\w+)$/.exec(key)?.[1];
  try {
    if (extension === 'm4s') walkMovie(data, /(^|\/)audio\//.test(key) ? 'sound' : 'picture', tell);
    else if (extension === 'mp4') walkMovie(data, data.includes('moof') ? kindOfInit(data) : 'both', tell);
    else if (extension === 'jpg') walkJpeg(data, tell);
    else if (extension === 'vtt')
      walkVtt(data.toString('utf8'), /captions?/.test(key) ? 'captions' : 'sprites', tell);
    else if (extension === 'dat') walkPeaks(data, tell);
    else if (extension === 'json') walkFigures(data.toString('utf8'), tell);
    else if (extension === 'm3u8') walkPlaylist(data.toString('utf8'), tell);
    else tell('', 'an object of a kind that nobody looks into');
  } catch (error) {
    tell('', `unreadable: ${error instanceof Error ? error.message : String(error)}`);
  }
  return told;
}
