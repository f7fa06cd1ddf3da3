import { type CaptionLimits, cueWarnings } from '@rostrum/domain';
import { memo, type RefObject, useEffect, useMemo, useRef } from 'react';
import { Button } from '../kit/button.tsx';
import hidden from '../kit/hidden.module.css';
import { State } from '../kit/state.tsx';
import styles from './captioning.module.css';
import { useCaptioningWords } from './captioning-words.ts';
import { clockTime } from './clock-time.ts';
import type { EditedCue } from './cue-list.ts';
import { cueText } from './cue-text.ts';
import { TimeField } from './time-field.tsx';
import type { CueActs } from './use-cues.ts';

const SMALL_SHARE = 0.4;

export interface CueRowProps {
  readonly cue: EditedCue;
  readonly number: number;
  readonly nextStartMs: number | undefined;
  readonly isLast: boolean;
  readonly chosen: boolean;
  /** It is on show now. */
  readonly shown: boolean;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly limits: CaptionLimits;
  readonly acts: CueActs;
  readonly frameMs: number;
  readonly nowMs: () => number;
  /** Chosen by hand: the video goes there. */
  readonly onChoose: (id: number) => void;
  readonly playOne: (id: number) => void;
  readonly writing: RefObject<HTMLTextAreaElement | null>;
}

/** One caption: a line in the list, and the whole of it where it is the one that is worked on. */
export const CueRow = memo(function CueRow(props: CueRowProps) {
  const { cue, number, nextStartMs, chosen, shown, language, direction, limits, onChoose } = props;
  const { t } = useCaptioningWords();
  const row = useRef<HTMLLIElement>(null);
  const warnings = useMemo(() => {
    const next =
      nextStartMs === undefined ? undefined : { startMs: nextStartMs, endMs: nextStartMs + 1, text: 'x' };
    return cueWarnings({ ...cue, text: cueText(cue.text) }, next, limits);
  }, [cue, nextStartMs, limits]);
  useEffect(() => {
    const element = row.current;
    if (!chosen || !element) return;
    // One that fills what is left of a small window is shown from its beginning.
    const large = element.offsetHeight > SMALL_SHARE * window.innerHeight;
    element.scrollIntoView({ block: large ? 'start' : 'nearest' });
  }, [chosen]);
  return (
    <li ref={row} className={styles.row} data-chosen={chosen || undefined} data-shown={shown || undefined}>
      <button
        type="button"
        className={styles.head}
        tabIndex={chosen ? 0 : -1}
        aria-current={chosen || undefined}
        data-cue={cue.id}
        onClick={() => onChoose(cue.id)}
      >
        <span className={styles.number}>{number}</span>
        <time className={styles.time} dir="ltr">
          {clockTime(cue.startMs)}
        </time>
        {/* Where it is written, it need not stand a second time. */}
        <span className={chosen ? hidden.hidden : styles.text} lang={language} dir={direction}>
          {cue.text === '' ? <i className={styles.soft}>{t('captioning.empty')}</i> : cue.text}
        </span>
      </button>
      {warnings.length > 0 && (
        <ul className={styles.warnings}>
          {warnings.map((warning) => (
            <li key={warning}>
              <State tone="amber" icon="alert">
                {t(`captioning.warning.${warning}`)}
              </State>
            </li>
          ))}
        </ul>
      )}
      {chosen && <Work {...props} />}
    </li>
  );
});

function Work({ cue, isLast, language, direction, acts, frameMs, nowMs, playOne, writing }: CueRowProps) {
  const { t } = useCaptioningWords();
  const { id } = cue;
  const splitHere = () => {
    const field = writing.current;
    const caret = field !== null && document.activeElement === field ? field.selectionStart : undefined;
    acts.split(id, { atMs: nowMs(), ...(caret === undefined ? {} : { caret }) });
  };
  return (
    <div className={styles.work}>
      <textarea
        ref={writing}
        className={styles.writing}
        aria-label={t('captioning.text')}
        lang={language}
        dir={direction}
        rows={2}
        maxLength={1000}
        value={cue.text}
        onChange={(event) => acts.text(id, event.target.value)}
      />
      <div className={styles.times}>
        <TimeField
          label={t('captioning.start')}
          ms={cue.startMs}
          frameMs={frameMs}
          onChange={(ms) => acts.start(id, ms)}
        />
        <Button onClick={() => acts.start(id, nowMs())}>{t('captioning.startHere')}</Button>
        <TimeField
          label={t('captioning.end')}
          ms={cue.endMs}
          frameMs={frameMs}
          onChange={(ms) => acts.end(id, ms)}
        />
        <Button onClick={() => acts.end(id, nowMs())}>{t('captioning.endHere')}</Button>
      </div>
      <div className={styles.acts}>
        <Button icon="play" onClick={() => playOne(id)}>
          {t('captioning.playOne')}
        </Button>
        {/* Pressed, it would take the focus from the text, and with it where the writing is. */}
        <Button icon="cut" onPointerDown={(event) => event.preventDefault()} onClick={splitHere}>
          {t('captioning.split')}
        </Button>
        <Button disabled={isLast} onClick={() => acts.join(id)}>
          {t('captioning.join')}
        </Button>
        <Button kind="plain" icon="trash" onClick={() => acts.remove(id)}>
          {t('captioning.remove')}
        </Button>
      </div>
    </div>
  );
}
