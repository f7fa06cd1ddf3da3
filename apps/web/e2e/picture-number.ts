import type { Page } from '@playwright/test';

/** The number that is drawn in the picture on show, and when it was read: by the system's clock, not the page's. */
export const look = (page: Page) =>
  page.evaluate(() => {
    const video = document.querySelector('video');
    if (!video || video.readyState < 2) return null;
    const [width, height, bits] = [160, 90, 16];
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const pen = canvas.getContext('2d');
    if (!pen) return null;
    pen.drawImage(video, 0, 0, width, height);
    const atMs = performance.timeOrigin + performance.now();
    let number = 0;
    for (let bit = 0; bit < bits; bit += 1) {
      const [level = 0] = pen.getImageData(((bit + 0.5) * width) / bits, height / 9, 1, 1).data;
      if (level > 128) number += 2 ** bit;
    }
    const track = [...video.textTracks].find(({ mode }) => mode === 'showing');
    const [cue] = track?.activeCues ?? [];
    return { number, atMs, paused: video.paused, cue: cue instanceof VTTCue ? cue.text : null };
  });
