import type Hls from 'hls.js';
import type { ErrorData } from 'hls.js';
import { loadHls } from './load-hls.ts';
import { reviveCues } from './revive-cues.ts';

export type SourceFault = 'network' | 'gone' | 'media';

export interface SourceOptions {
  readonly video: HTMLVideoElement;
  readonly src: string;
  /** Where to begin, ms. A recording begins there; a live window at its edge. */
  readonly startAtMs: number;
  readonly live: boolean;
  /** A fresh address of the same thing, when the signature in this one has run out. */
  readonly refreshSrc?: (() => Promise<string>) | undefined;
  /** Just before the picture goes for a moment, so that it can be kept on show. */
  readonly onReload: () => void;
  readonly onFault: (fault: SourceFault) => void;
}

export interface Source {
  readonly hls: () => Hls | undefined;
  /** Where it will begin, ms, as long as nothing of it is known. */
  readonly beginsAtMs: () => number;
  /** Begins elsewhere. Only before its metadata is there; after that a seek does it. */
  readonly beginAt: (ms: number) => void;
  /** A live window from its edge, at an address of its own. */
  readonly reopen: (src: string) => void;
  /** Ends loading and drops everything that was buffered. */
  readonly stop: () => void;
}

const isPlaylist = (src: string) => /\.m3u8(?:$|[?#])/.test(src);
const nativeType = 'application/vnd.apple.mpegurl';
/** More refusals than this within a minute are no expired signature. */
const mostRefreshes = 3;
const refreshWindowMs = 60_000;
/** More pieces missing than this, and it is not there at all. */
const mostSkips = 20;
/** So near before a piece that is missing nothing is left to play. */
const SKIP_WITHIN_S = 0.25;
/** Half a frame: a seek onto a join shows the frame before it. */
const SKIP_BEHIND_S = 0.017;

/**
 * A window goes twelve seconds beyond everybody's place, and up to a piece more: begun so long before its end, a
 * picture is not ahead of everybody, and what it needs to come into step is loaded next.
 */
const LIVE = { liveSyncDuration: 14, liveMaxLatencyDuration: 40, maxLiveSyncPlaybackRate: 1 };

/** Up to where it can be played from there without a break. */
function bufferedUntil({ buffered }: HTMLVideoElement, at: number): number {
  for (let index = 0; index < buffered.length; index += 1) {
    if (buffered.start(index) <= at + SKIP_WITHIN_S && at < buffered.end(index)) return buffered.end(index);
  }
  return at;
}

/** Puts a video on an element: hls.js where the browser needs it, its own HLS where it has that, or a plain file. */
export function openSource(options: SourceOptions): Source {
  const { video, live, refreshSrc, onReload, onFault } = options;
  let startAtMs = options.startAtMs;
  let src = options.src;
  let hls: Hls | undefined;
  let stopped = false;
  let turn = 0;
  let mediaRecoveries = 0;
  let refreshes: number[] = [];
  let skips = 0;
  let skipping: (() => void) | undefined;

  const fail = (fault: SourceFault) => {
    if (stopped) return;
    hls?.stopLoad();
    onFault(fault);
  };

  /** The address has run out: ask for a fresh one and go on from the same place. */
  async function refresh(): Promise<void> {
    const now = performance.now();
    refreshes = refreshes.filter((at) => now - at < refreshWindowMs);
    if (!refreshSrc || refreshes.length >= mostRefreshes) return fail('gone');
    refreshes.push(now);
    hls?.stopLoad();
    try {
      src = await refreshSrc();
    } catch {
      return fail('network');
    }
    if (stopped) return;
    const positionMs = live || video.readyState === 0 ? startAtMs : video.currentTime * 1000;
    const wasPlaying = !video.paused;
    onReload();
    await attach(positionMs);
    if (wasPlaying && !stopped) await video.play().catch(() => undefined);
  }

  /**
   * One piece of a recording is not there in any quality: what was loaded before it plays, and it goes on behind it.
   * hls.js has stopped by then, and begins again where it is told to.
   */
  function skip({ start, end }: { readonly start: number; readonly end: number }): void {
    skipping?.();
    const events = ['timeupdate', 'waiting', 'seeking', 'progress'] as const;
    const look = () => {
      const at = video.currentTime;
      const left = bufferedUntil(video, at) - at;
      // Somewhere else: it is loaded as ever.
      const elsewhere = at < start - SKIP_WITHIN_S && left <= 0;
      if (!elsewhere && at < start - SKIP_WITHIN_S) return;
      if (!elsewhere && left > SKIP_WITHIN_S) return;
      skipping?.();
      const to = elsewhere || at >= end ? at : Math.min(end + SKIP_BEHIND_S, video.duration || end);
      hls?.startLoad(to);
      if (to !== at) video.currentTime = to;
    };
    for (const event of events) video.addEventListener(event, look);
    skipping = () => {
      for (const event of events) video.removeEventListener(event, look);
      skipping = undefined;
    };
    look();
  }

  function handle(module: typeof Hls, data: ErrorData): void {
    const status = data.response?.code;
    if (data.type === module.ErrorTypes.NETWORK_ERROR && (status === 401 || status === 403)) {
      void refresh();
      return;
    }
    if (!data.fatal) return;
    if (
      data.details === module.ErrorDetails.FRAG_LOAD_ERROR &&
      data.frag &&
      (status === 404 || status === 410)
    ) {
      if (skips < mostSkips) {
        skips += 1;
        skip(data.frag);
        return;
      }
    }
    if (status === 404 || status === 410 || status === 451) {
      fail('gone');
      return;
    }
    if (data.type === module.ErrorTypes.NETWORK_ERROR) {
      fail('network');
      return;
    }
    if (data.type === module.ErrorTypes.MEDIA_ERROR && mediaRecoveries < 1) {
      mediaRecoveries += 1;
      hls?.recoverMediaError();
      return;
    }
    fail('media');
  }

  async function attach(positionMs: number): Promise<void> {
    turn += 1;
    const mine = turn;
    startAtMs = positionMs;
    skipping?.();
    hls?.destroy();
    hls = undefined;
    if (isPlaylist(src)) {
      const { default: module } = await loadHls();
      if (stopped || mine !== turn) return;
      if (module.isSupported()) {
        hls = new module({
          // The worker is made from a blob, which the content security policy forbids; fMP4 needs none.
          enableWorker: false,
          // A growing recording would be joined at its live edge otherwise.
          startPosition: live ? -1 : positionMs / 1000,
          backBufferLength: 60,
          ...(live ? LIVE : {}),
        });
        hls.on(module.Events.ERROR, (_event, data) => handle(module, data));
        hls.loadSource(src);
        hls.attachMedia(video);
        return;
      }
      if (!video.canPlayType(nativeType)) return fail('media');
    }
    video.src = src;
    if (positionMs > 0) {
      const go = () => {
        if (mine === turn) video.currentTime = positionMs / 1000;
      };
      video.addEventListener('loadedmetadata', go, { once: true });
    }
  }

  /** Without hls.js an element says only that it failed; a fresh address is tried before giving up. */
  const onElementError = () => {
    if (stopped || hls || !video.error) return;
    if (video.error.code === MediaError.MEDIA_ERR_DECODE) fail('media');
    else if (refreshSrc) void refresh();
    else fail(navigator.onLine ? 'gone' : 'network');
  };
  video.addEventListener('error', onElementError);
  const endReviving = reviveCues(video);
  void attach(startAtMs).catch(() => fail('network'));

  return {
    hls: () => hls,
    beginsAtMs: () => startAtMs,
    // A position set on the element would lose against the one hls.js was opened with.
    beginAt: (ms) => {
      if (!stopped && !live) void attach(ms).catch(() => fail('network'));
    },
    reopen: (fresh) => {
      if (stopped || !live) return;
      src = fresh;
      void attach(startAtMs).catch(() => fail('network'));
    },
    stop: () => {
      if (stopped) return;
      stopped = true;
      skipping?.();
      video.removeEventListener('error', onElementError);
      endReviving();
      video.pause();
      hls?.destroy();
      hls = undefined;
      video.removeAttribute('src');
      video.load();
    },
  };
}
