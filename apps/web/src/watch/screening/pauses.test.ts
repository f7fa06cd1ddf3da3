import { expect, test } from 'vitest';
import { watchPauses } from './pauses.ts';

/** An element whose events come when they are told to. */
class Video extends EventTarget {
  paused = true;
  ended = false;
  readyState = 4;
  pause() {
    this.paused = true;
  }
  async play() {
    this.paused = false;
  }
  tell(...names: string[]) {
    for (const name of names) this.dispatchEvent(new Event(name));
  }
}

function watched() {
  const video = new Video();
  const told = { viewers: 0 };
  const pauses = watchPauses(video, () => {
    told.viewers += 1;
  });
  return { video, told, pauses };
}

test('a viewer who pauses is told from a page that does', async () => {
  const { video, told, pauses } = watched();
  await pauses.play();
  video.tell('playing');
  expect(pauses.ours()).toBe(false);
  pauses.pause();
  video.tell('pause');
  expect([told.viewers, pauses.ours()]).toEqual([0, true]);
  await pauses.play();
  video.tell('playing');
  video.pause();
  video.tell('pause');
  expect(told.viewers).toBe(1);
});

test('a hold at the moment of the first picture is nobody’s pause: its playing was still on its way', async () => {
  const { video, told, pauses } = watched();
  await pauses.play();
  pauses.pause();
  video.tell('seeked', 'playing', 'pause', 'seeking');
  expect([told.viewers, pauses.ours()]).toEqual([0, true]);
});

test('nor is it one when the picture is opened again, or over', async () => {
  const { video, told, pauses } = watched();
  await pauses.play();
  video.tell('playing');
  video.paused = true;
  video.readyState = 0;
  video.tell('pause', 'emptied');
  expect([told.viewers, pauses.ours()]).toEqual([0, true]);
  video.readyState = 4;
  await pauses.play();
  video.tell('playing');
  video.paused = true;
  video.ended = true;
  video.tell('pause');
  expect(told.viewers).toBe(0);
  pauses.end();
});
