import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Change, followChanges } from './follow-changes.ts';

/** The browser's EventSource as far as it is used; the test says what the server sends. */
class Stream extends EventTarget {
  static readonly CLOSED = 2;
  readyState = 1;
  closed = false;
  constructor() {
    super();
    streams.push(this);
  }
  close(): void {
    this.closed = true;
  }
  say(name: string, data = '{}'): void {
    this.dispatchEvent(new MessageEvent(name, { data }));
  }
}

let streams: Stream[];
let heard: Change[];
let end: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('document', page);
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('EventSource', Stream);
  streams = [];
  heard = [];
  end = followChanges('/events', (change) => heard.push(change));
});

afterEach(() => {
  end();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('a change is handed on as it was said', () => {
  streams[0]?.say('hello');
  streams[0]?.say('change', '{"statementId":"x"}');
  expect(heard).toEqual([{ data: undefined }, { data: { statementId: 'x' } }]);
});

test('a stream that is held back is replaced by asking every five seconds, until it speaks', () => {
  vi.advanceTimersByTime(19_000);
  expect(heard).toEqual([]);
  vi.advanceTimersByTime(11_500);
  expect(heard).toEqual([{ data: undefined }, { data: undefined }]);
  streams[0]?.say('heartbeat');
  expect(heard).toHaveLength(3);
  vi.advanceTimersByTime(15_000);
  streams[0]?.say('heartbeat');
  vi.advanceTimersByTime(15_000);
  expect(heard).toHaveLength(3);
});

test('a connection that dies unheard is noticed', () => {
  streams[0]?.say('hello');
  vi.advanceTimersByTime(25_500);
  expect(heard).toHaveLength(2);
});

test('after every connection the page asks again', () => {
  streams[0]?.say('hello');
  streams[0]?.dispatchEvent(new Event('error'));
  streams[0]?.say('hello');
  expect(heard).toEqual([{ data: undefined }, { data: undefined }]);
});

test('a refused stream is opened anew', () => {
  const [first] = streams;
  if (first) first.readyState = Stream.CLOSED;
  first?.dispatchEvent(new Event('error'));
  vi.advanceTimersByTime(5_000);
  expect(streams).toHaveLength(2);
});

test('its end closes the stream and asks no more', () => {
  end();
  vi.advanceTimersByTime(60_000);
  expect(heard).toEqual([]);
  expect(streams[0]?.closed).toBe(true);
});
