import type { ApiProblem } from '@rostrum/client';
import { useRef, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import type { PlayerController } from '../../kit/player/player.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import { formatTime } from '../../kit/time.ts';
import { FloorTime } from '../../kit/timecode.tsx';
import { api, type Take } from '../api.ts';
import { useAllWords } from '../later/use-all-words.ts';
import { asProblem } from '../link/use-link.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { newestCut } from '../statement/stage.ts';
import { Preview } from './preview.tsx';
import styles from './trimmer.module.css';

const STEP_MS = 100;
/** Two handles never meet. */
const LEAST_MS = 1000;

export interface TrimmerProps {
  readonly take: Take;
  readonly measuredMs: number;
  readonly floor: { readonly maximumMs: number; readonly minimumMs: number };
  readonly onSaved: () => void;
}

/** Where the statement begins and where it ends. Nothing is sent again, and nothing is lost by it. */
export function Trimmer({ take, measuredMs, floor, onSaved }: TrimmerProps) {
  const { t } = useAllWords();
  // The whole take is a cut too: one that is over the floor is no place to begin from.
  const cut = newestCut(take);
  const kept = cut && cut.lengthMs <= floor.maximumMs ? cut.edit : undefined;
  const [inMs, setIn] = useState(kept?.inMs ?? 0);
  const [outMs, setOut] = useState(kept?.outMs ?? Math.min(measuredMs, floor.maximumMs));
  const [atMs, setAt] = useState(0);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const player = useRef<PlayerController>(null);
  const untilMs = useRef<number | null>(null);
  const least = Math.min(LEAST_MS, measuredMs / 2);

  const moveIn = (ms: number) => {
    const to = Math.round(Math.max(0, Math.min(ms, outMs - least)));
    setIn(to);
    player.current?.seek(to);
  };
  const moveOut = (ms: number) => {
    const to = Math.round(Math.min(measuredMs, Math.max(ms, inMs + least)));
    setOut(to);
    player.current?.seek(to);
  };
  const playFrom = (ms: number) => {
    untilMs.current = outMs;
    player.current?.seek(ms);
    player.current?.play();
  };
  const onTime = (ms: number) => {
    setAt(ms);
    if (untilMs.current !== null && ms >= untilMs.current) {
      untilMs.current = null;
      player.current?.pause();
    }
  };

  async function save() {
    setBusy(true);
    setProblem(null);
    try {
      await api('POST /api/v1/speaker/takes/{id}/cuts', { params: { id: take.id }, body: { inMs, outMs } });
      onSaved();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  }

  const keptMs = outMs - inMs;
  const percent = (ms: number) => `${(ms / measuredMs) * 100}%`;
  const handle = (key: 'in' | 'out', value: number, move: (ms: number) => void) => (
    <input
      type="range"
      className={styles.handle}
      min={0}
      max={Math.ceil(measuredMs / STEP_MS) * STEP_MS}
      step={STEP_MS}
      value={value}
      aria-label={t(`speak.trim.${key}`)}
      aria-valuetext={formatTime(value)}
      onChange={(event) => move(Number(event.target.value))}
    />
  );
  return (
    <Stack>
      {take.previewUrl ? (
        <Preview
          id={take.id}
          src={take.previewUrl}
          poster={take.posterUrl}
          controllerRef={player}
          onTime={onTime}
        />
      ) : (
        <Skeleton shape="video" />
      )}
      {/* Time runs as on the player, in every language. */}
      <div className={styles.track} dir="ltr">
        <div className={styles.rail} />
        <div className={styles.kept} style={{ left: percent(inMs), right: percent(measuredMs - outMs) }} />
        <div className={styles.at} style={{ left: percent(Math.min(atMs, measuredMs)) }} />
        {handle('in', inMs, moveIn)}
        {handle('out', outMs, moveOut)}
      </div>
      <div className={styles.ends} dir="ltr">
        <span>{formatTime(inMs)}</span>
        <span>{formatTime(outMs)}</span>
      </div>
      <div className={styles.buttons}>
        <Button onClick={() => moveIn(player.current?.timeMs() ?? 0)}>{t('speak.trim.here.in')}</Button>
        <Button onClick={() => moveOut(player.current?.timeMs() ?? measuredMs)}>
          {t('speak.trim.here.out')}
        </Button>
        <Button icon="play" onClick={() => playFrom(inMs)}>
          {t('speak.trim.play')}
        </Button>
        <Button icon="play" onClick={() => playFrom(Math.max(inMs, outMs - 3000))}>
          {t('speak.trim.playEnd')}
        </Button>
      </div>
      <FloorTime usedMs={keptMs} limitMs={floor.maximumMs} minimumMs={floor.minimumMs} />
      {problem && <ProblemNotice problem={problem} title={t('speak.failed')} nothingLost />}
      <Actions>
        <Button
          kind="primary"
          icon="cut"
          busy={busy && t('speak.trim.busy')}
          disabled={keptMs > floor.maximumMs}
          onClick={() => void save()}
        >
          {t('speak.trim.save')}
        </Button>
      </Actions>
      <p className={styles.soft}>{t('speak.trim.safe')}</p>
    </Stack>
  );
}
