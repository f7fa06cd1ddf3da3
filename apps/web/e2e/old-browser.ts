/** What a browser of the baseline, a private window, plain http or a policy takes away; it runs in the page. */
export type Lack = 'built-ins' | 'devices' | 'storage';

export function takeAway(lacks: readonly Lack[]): void {
  const drop = (from: object | undefined, ...names: string[]) => {
    for (const name of names) if (from !== undefined) Reflect.deleteProperty(from, name);
  };
  const forbid = (from: object, name: string) =>
    Object.defineProperty(from, name, {
      configurable: true,
      get: () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
  if (lacks.includes('built-ins')) {
    // Younger than Chrome 87, or than Safari 14.
    const arrays = ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with'];
    drop(Array.prototype, ...arrays);
    drop(Object.getPrototypeOf(Int8Array.prototype), ...arrays);
    drop(Array, 'fromAsync');
    drop(String.prototype, 'at', 'isWellFormed', 'toWellFormed');
    drop(Object, 'hasOwn', 'groupBy');
    drop(Map, 'groupBy');
    drop(Promise, 'withResolvers', 'try');
    drop(AbortSignal, 'timeout', 'any', 'abort');
    drop(AbortSignal.prototype, 'throwIfAborted', 'reason');
    drop(URL, 'canParse', 'parse');
    drop(URLSearchParams.prototype, 'size');
    drop(Crypto.prototype, 'randomUUID');
    drop(Intl, 'DurationFormat', 'ListFormat', 'RelativeTimeFormat', 'Segmenter', 'DisplayNames');
    drop(
      Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())),
      'map',
      'filter',
      'toArray',
      'some',
    );
    drop(
      window,
      'structuredClone',
      'WeakRef',
      'FinalizationRegistry',
      'reportError',
      'scheduler',
      'navigation',
    );
    drop(window, 'requestIdleCallback', 'CompressionStream', 'DecompressionStream');
    drop(Element.prototype, 'checkVisibility');
  }
  if (lacks.includes('devices')) {
    drop(Navigator.prototype, 'wakeLock', 'locks', 'connection', 'userAgentData', 'mediaCapabilities');
    drop(StorageManager.prototype, 'getDirectory', 'estimate', 'persist', 'persisted');
    drop(window, 'BroadcastChannel', 'AudioContext', 'ResizeObserver', 'IntersectionObserver');
    drop(window, 'VideoEncoder', 'VideoDecoder', 'AudioEncoder', 'AudioDecoder', 'VideoFrame');
    drop(Crypto.prototype, 'subtle');
  }
  if (lacks.includes('storage')) {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) forbid(window, name);
  }
}
