import { countWords, FOLLOWED_WPM } from '@rostrum/domain';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import { Button } from '../../../kit/button.tsx';
import { join } from '../../../kit/join.ts';
import styles from '../record.module.css';
import { useRecordWords } from '../record-words.ts';
import { type PrompterText, withinSizes } from '../use-prompter.ts';
import { type Paragraph, placeOf, WPM_STEP, withinPace, wordsBefore } from './pace.ts';

const SIZES = ['1.25rem', '1.5rem', '1.75rem', '2.25rem', '2.75rem'];
/** After a page that was hidden the text goes on where it was, not where it would be. */
const LONGEST_STEP_MS = 250;
/** What the browser rounds; more was moved by hand. */
const ROUNDED_PX = 2;

export interface PrompterProps {
  readonly prompter: PrompterText;
  /** The text moves. */
  readonly moving: boolean;
  readonly onMoving: (moving: boolean) => void;
}

/** The text at the top of the screen, near the camera, moving at the speed its speaker has set. */
export function Prompter({ prompter, moving, onMoving }: PrompterProps) {
  const { t, direction } = useRecordWords();
  const { text, wpm, size, steps } = prompter.value;
  const view = useRef<HTMLElement>(null);
  const readWords = useRef(0);
  const setPx = useRef(0);
  const paragraphs = useMemo(
    () =>
      text
        .split(/\n+/)
        .map((line) => line.trim())
        .filter(Boolean)
        .map((line, place) => ({ key: place, line, words: countWords(line) })),
    [text],
  );

  const measure = useCallback((): Paragraph[] => {
    const lines = [...(view.current?.querySelectorAll('p') ?? [])];
    const first = lines[0]?.offsetTop ?? 0;
    return lines.map((line, place) => {
      const next = lines[place + 1]?.offsetTop ?? line.offsetTop + line.offsetHeight;
      const words = paragraphs[place]?.words ?? 0;
      return { topPx: line.offsetTop - first, heightPx: next - line.offsetTop, words };
    });
  }, [paragraphs]);

  const show = useCallback(() => {
    const element = view.current;
    if (element === null) return;
    const place = placeOf(readWords.current, measure());
    const pagePx = pageOf(element);
    setPx.current = steps ? Math.floor(place / pagePx) * pagePx : place;
    element.scrollTop = setPx.current;
  }, [measure, steps]);

  // Another size, another page of text: the same word stays in its place.
  useEffect(show, [show, size]);

  // On a phone that is turned too: before the browser scrolls by itself, which would read as a hand.
  useEffect(() => {
    window.addEventListener('resize', show);
    return () => window.removeEventListener('resize', show);
  }, [show]);

  useEffect(() => {
    if (!moving) return;
    const total = paragraphs.reduce((sum, { words }) => sum + words, 0);
    let before = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      readWords.current += (Math.min(now - before, LONGEST_STEP_MS) / 60_000) * wpm;
      before = now;
      show();
      if (readWords.current < total) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [moving, wpm, paragraphs, show]);

  /** Moved by hand: the text goes on from there. */
  function onScroll(): void {
    const element = view.current;
    if (element === null || Math.abs(element.scrollTop - setPx.current) <= ROUNDED_PX) return;
    setPx.current = element.scrollTop;
    readWords.current = wordsBefore(element.scrollTop, measure());
  }

  function moveBy(px: number): void {
    const element = view.current;
    if (element === null) return;
    const to = Math.max(0, setPx.current + px);
    readWords.current = wordsBefore(to, measure());
    setPx.current = to;
    element.scrollTop = to;
  }

  const faster = (by: number) => prompter.change({ wpm: withinPace(wpm + by) });
  const larger = (by: number) => prompter.change({ size: withinSizes(size + by) });

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const element = view.current;
    if (element === null || event.altKey || event.ctrlKey || event.metaKey) return;
    const linePx = Number.parseFloat(getComputedStyle(element).fontSize) * 1.5;
    const along = direction === 'rtl' ? -1 : 1;
    const keys: Readonly<Record<string, () => void>> = {
      ' ': () => onMoving(!moving),
      ArrowDown: () => moveBy(steps ? pageOf(element) : linePx),
      ArrowUp: () => moveBy(steps ? -pageOf(element) : -linePx),
      PageDown: () => moveBy(pageOf(element)),
      PageUp: () => moveBy(-pageOf(element)),
      Home: () => moveBy(-setPx.current),
      ArrowRight: () => faster(along * WPM_STEP),
      ArrowLeft: () => faster(-along * WPM_STEP),
    };
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  }

  return (
    <div className={styles.prompter}>
      <section
        ref={view}
        className={styles.prompterText}
        aria-label={t('record.prompter')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard
        tabIndex={0}
        style={{ fontSize: SIZES[size] ?? '1.75rem' }}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
      >
        {paragraphs.map(({ key, line }) => (
          <p key={key} dir="auto">
            {line}
          </p>
        ))}
      </section>
      <div className={styles.prompterTools}>
        <Button kind="plain" icon={moving ? 'pause' : 'play'} iconOnly onClick={() => onMoving(!moving)}>
          {t(moving ? 'record.prompter.stop' : 'record.prompter.go')}
        </Button>
        <Tool label={t('record.prompter.slower')} onPress={() => faster(-WPM_STEP)}>
          −
        </Tool>
        <span className={join(styles.wpm, wpm > FOLLOWED_WPM && styles.tooFast)} role="status">
          {t('record.text.wpm', { n: wpm })}
        </span>
        <Tool label={t('record.prompter.faster')} onPress={() => faster(WPM_STEP)}>
          +
        </Tool>
        <span className={styles.toolsEnd}>
          <Tool label={t('record.prompter.smaller')} onPress={() => larger(-1)}>
            <span className={styles.smallA}>A</span>
          </Tool>
          <Tool label={t('record.prompter.larger')} onPress={() => larger(1)}>
            <span className={styles.largeA}>A</span>
          </Tool>
        </span>
      </div>
    </div>
  );
}

/** A page keeps a line of the one before, so that the eye finds on. */
function pageOf(element: HTMLElement): number {
  const linePx = Number.parseFloat(getComputedStyle(element).fontSize) * 1.5;
  return Math.max(linePx, Math.floor((element.clientHeight - linePx) / linePx) * linePx);
}

interface ToolProps {
  readonly label: string;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

const Tool = ({ label, onPress, children }: ToolProps) => (
  <Button kind="plain" aria-label={label} title={label} onClick={onPress}>
    {children}
  </Button>
);
