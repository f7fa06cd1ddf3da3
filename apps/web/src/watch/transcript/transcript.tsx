import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import type { Item } from '../api.ts';
import { momentIn } from '../programme/items.ts';
import { LanguageChoice, useLanguage } from './in-language.tsx';
import { paragraphsOf, sentenceAt } from './paragraphs.ts';
import type { PlayClock } from './play-clock.ts';
import styles from './text.module.css';
import { useTextWords, WithTextWords } from './text-words.tsx';
import { useFollow } from './use-follow.ts';
import type { CaptionText, StatementWords } from './use-words-of.ts';

export interface TranscriptProps {
  /** The statement on show. */
  readonly item: Item;
  /** Null until they are here. */
  readonly words: StatementWords | null;
  readonly clock: PlayClock;
  /** In the programme's time. Without it nothing can be chosen: everybody sees the same. */
  readonly onSeek?: (ms: number) => void;
}

/** What is said, as text that follows it. */
export default function Transcript(props: TranscriptProps) {
  return (
    <WithTextWords>
      {props.words === null ? (
        <Skeleton shape="text" count={6} />
      ) : (
        <Text key={props.item.statementId} {...props} captions={props.words.captions} />
      )}
    </WithTextWords>
  );
}

function Text({
  item,
  captions,
  clock,
  onSeek,
}: TranscriptProps & { readonly captions: readonly CaptionText[] }) {
  const { t } = useTextWords();
  const { shown, choose } = useLanguage(captions);
  if (shown === undefined) return null;
  const { organisation, speakerName } = item;
  const mark = shown.checked ? 'checked' : shown.origin;
  return (
    <div className={styles.panel}>
      <header className={styles.head}>
        <h2 className={styles.title}>
          <bdi>{organisation.name}</bdi>
        </h2>
        {speakerName !== null && (
          <p className={styles.soft}>
            <bdi>{speakerName}</bdi>
          </p>
        )}
        <div className={styles.bar}>
          <LanguageChoice texts={captions} shown={shown.language} onChoose={choose} />
          <span className={styles.soft} data-origin={mark}>
            {t(onSeek ? `watch.text.origin.${mark}` : 'watch.text.live')}
          </span>
        </div>
      </header>
      <Sentences key={shown.language} item={item} text={shown} clock={clock} onSeek={onSeek} />
    </div>
  );
}

interface SentencesProps extends Pick<TranscriptProps, 'item' | 'clock'> {
  readonly text: CaptionText;
  readonly onSeek: TranscriptProps['onSeek'] | undefined;
}

function Sentences({ item, text, clock, onSeek }: SentencesProps) {
  const { t } = useTextWords();
  const { startMs, cardMs } = item;
  const all = onSeek !== undefined;
  // What lies ahead at a screening is told when it is said.
  const begun = usePresent(clock, (ms) => (all ? 0 : 1 + sentenceAt(text.cues, ms - startMs - cardMs)));
  const paragraphs = useMemo(
    () => paragraphsOf(all ? text.cues : text.cues.slice(0, begun)),
    [text.cues, all, begun],
  );
  const sentences = useMemo(() => paragraphs.flat(), [paragraphs]);
  const present = usePresent(clock, (ms) => sentenceAt(sentences, ms - startMs - cardMs));
  const box = useRef<HTMLDivElement>(null);
  const { away, back } = useFollow(box, present);
  const [held, setHeld] = useState<number | null>(null);
  // One stop for the Tab key: where the reader was last, else what is said now.
  const stop = Math.min(held ?? Math.max(0, present), sentences.length - 1);
  const at = (index: number) => box.current?.querySelector<HTMLElement>(`[data-sentence="${index}"]`);

  const seek = (index: number) => {
    const sentence = sentences[index];
    if (!sentence || !onSeek) return;
    onSeek(momentIn(item, sentence.startMs));
    back();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, index: number) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const { key } = event;
    const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: sentences.length - 1 }[key];
    if (next !== undefined) at(Math.max(0, Math.min(sentences.length - 1, next)))?.focus();
    else if (key === 'Enter' || key === ' ') seek(index);
    else return;
    event.preventDefault();
  };

  let index = -1;
  return (
    <div className={styles.frame}>
      <section
        ref={box}
        className={styles.box}
        data-transcript
        lang={text.language}
        dir={text.direction}
        aria-label={t('watch.text.of', { name: `\u2068${item.organisation.name}\u2069` })}
        // What nobody can choose is scrolled by keyboard all the same.
        {...(onSeek ? {} : { tabIndex: 0 })}
      >
        {paragraphs.map((paragraph) => (
          <p key={paragraph[0]?.startMs} className={styles.paragraph}>
            {paragraph.map((sentence) => {
              index += 1;
              const own = index;
              const current = { 'aria-current': own === present || undefined, 'data-sentence': own };
              return (
                <span key={own}>
                  {onSeek ? (
                    // A button would stand as a block: these run on as the lines of a paragraph do.
                    // biome-ignore lint/a11y/useSemanticElements: a sentence breaks over lines, which no button does
                    <span
                      role="button"
                      className={styles.sentence}
                      tabIndex={own === stop ? 0 : -1}
                      {...current}
                      onClick={() => {
                        // Whoever marks words to copy them does not want to go there.
                        if (getSelection()?.isCollapsed !== false) seek(own);
                      }}
                      onKeyDown={(event) => onKeyDown(event, own)}
                      onFocus={() => setHeld(own)}
                      onBlur={() => setHeld(null)}
                    >
                      {sentence.text}
                    </span>
                  ) : (
                    <span className={styles.said} {...current}>
                      {sentence.text}
                    </span>
                  )}{' '}
                </span>
              );
            })}
          </p>
        ))}
      </section>
      {away && present >= 0 && (
        <div className={styles.back}>
          <Button
            icon="play"
            onClick={() => {
              back();
              at(present)?.focus({ preventScroll: true });
            }}
          >
            {t('watch.text.back')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Drawn anew when another sentence is said, and not with every picture. */
function usePresent(clock: PlayClock, indexAt: (ms: number) => number): number {
  const latest = useRef(indexAt);
  latest.current = indexAt;
  const [present, setPresent] = useState(() => indexAt(clock.now()));
  useEffect(() => clock.listen((ms) => setPresent(latest.current(ms))), [clock]);
  // Another text at the same moment.
  const now = indexAt(clock.now());
  useLayoutEffect(() => setPresent(now), [now]);
  return present;
}
