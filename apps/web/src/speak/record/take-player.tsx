import { useEffect, useRef, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { formatTime } from '../../kit/time.ts';
import { Range } from './range.tsx';
import styles from './record.module.css';
import { useRecordWords } from './record-words.ts';
import type { KeptTake, TakeStore } from './store/take-store.ts';

/** Further than any recording: a browser that does not know the length looks for the end. */
const FAR_SECONDS = 1e7;

/**
 * Plays a kept recording. A recorder writes no length into a WebM, so the length is the one that was counted while
 * recording; and the end is looked for once, after which every place can be sought.
 */
export function TakePlayer({ take, store }: { readonly take: KeptTake; readonly store: TakeStore }) {
  const { t } = useRecordWords();
  const media = useRef<HTMLVideoElement>(null);
  const [address, setAddress] = useState<string | null>(null);
  const [playing, setPlaying] = useState(false);
  const [atMs, setAtMs] = useState(0);
  const [failed, setFailed] = useState(false);
  const settled = useRef(false);

  useEffect(() => {
    let made: string | null = null;
    let current = true;
    store
      .fileOf(take.id)
      .then((file) => {
        if (!current) return;
        made = URL.createObjectURL(file);
        setAddress(made);
      })
      .catch(() => current && setFailed(true));
    return () => {
      current = false;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [store, take.id]);

  function onLoaded(): void {
    const element = media.current;
    if (element === null || settled.current) return;
    if (Number.isFinite(element.duration)) settled.current = true;
    else element.currentTime = FAR_SECONDS;
  }
  function onDuration(): void {
    const element = media.current;
    if (element === null || settled.current || !Number.isFinite(element.duration)) return;
    settled.current = true;
    if (element.currentTime > 0) element.currentTime = 0;
  }
  /** The end was found without a length being told (Firefox). */
  function onSought(): void {
    const element = media.current;
    if (element === null || settled.current) return;
    settled.current = true;
    element.currentTime = 0;
  }
  function toggle(): void {
    const element = media.current;
    if (element === null) return;
    if (!element.paused) {
      element.pause();
      return;
    }
    if (element.ended || atMs >= take.lengthMs) element.currentTime = 0;
    element.play().catch(() => setFailed(true));
  }
  const at = Math.min(atMs, take.lengthMs);
  const place = `${formatTime(at)} / ${formatTime(take.lengthMs)}`;
  return (
    <div className={styles.player} data-scheme="dark">
      <video
        ref={media}
        className={take.mode === 'video' ? styles.playerPicture : styles.playerSound}
        aria-label={t('record.takes.name', { n: take.number })}
        src={address ?? undefined}
        preload="auto"
        playsInline
        onLoadedMetadata={onLoaded}
        onDurationChange={onDuration}
        onSeeked={onSought}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlaying(false)}
        onTimeUpdate={({ currentTarget }) => {
          if (settled.current) setAtMs(Math.round(currentTarget.currentTime * 1000));
        }}
        onError={() => setFailed(address !== null)}
      >
        <track kind="captions" />
      </video>
      {failed ? (
        <p className={styles.playerFailed} role="status">
          {t('record.play.failed')}
        </p>
      ) : (
        <div className={styles.playerTools} dir="ltr">
          <Button kind="plain" icon={playing ? 'pause' : 'play'} iconOnly onClick={toggle}>
            {t(playing ? 'record.playPause' : 'record.play')}
          </Button>
          <Range
            label={t('record.play.position')}
            hideLabel
            text={place}
            shown={<bdi dir="ltr">{place}</bdi>}
            value={at}
            min={0}
            max={take.lengthMs}
            step={100}
            onChange={(ms) => {
              setAtMs(ms);
              if (media.current) media.current.currentTime = ms / 1000;
            }}
          />
        </div>
      )}
    </div>
  );
}
