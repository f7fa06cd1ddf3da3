import { lazy, type RefObject, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { join } from '../../kit/join.ts';
import { Notice } from '../../kit/notice.tsx';
import { Player, type PlayerController } from '../../kit/player/player.tsx';
import { besideAddress } from '../../kit/storyboard/beside-address.ts';
import { EmptyState } from '../../kit/surface.tsx';
import type { Programme } from '../api.ts';
import { useSinceInProgramme } from '../since/use-since.ts';
import { usePlayClock } from '../transcript/play-clock.ts';
import { useStateName } from '../use-state-name.ts';
import { useWords } from '../words/use-words.ts';
import { Head } from './empty.tsx';
import { beginningOf, indexAt, nextIndex, previousIndex } from './items.ts';
import { keepPosition } from './kept-position.ts';
import { More } from './more.tsx';
import styles from './programme.module.css';
import { ProgrammeItems } from './programme-items.tsx';
import { Side } from './side.tsx';
import { Speed } from './speed.tsx';
import { StatementTools } from './statement-tools.tsx';
import { useCaptions } from './use-captions.ts';
import { useKeys } from './use-keys.ts';
import { usePictureShown } from './use-picture-shown.ts';
import type { Shown } from './use-programme.ts';
import { useVariant } from './use-variant.ts';
import { changeViewing, useViewing } from './viewing.ts';

// Dialogs are opened by few: they are fetched then.
const DownloadDialog = lazy(() => import('./download-dialog.tsx'));
const KeysDialog = lazy(() => import('./keys-dialog.tsx'));
const PlainLink = lazy(() => import('./plain-link.tsx'));
/** Not needed to watch: it comes once that can begin. */
const Questions = lazy(() => import('../questions/questions.tsx'));
const ViewingDialog = lazy(() => import('./viewing-dialog.tsx'));

const KEEP_EVERY_MS = 1_000;
/** Whoever left in the last moments begins again. */
const AT_END_MS = 2_000;

/** A name of any script within a sentence of another (Unicode FSI and PDI). */
const isolated = (name: string) => `\u2068${name}\u2069`;

export interface StageProps {
  readonly shown: Shown;
  /** Without a link: nobody is asked anything from here. */
  readonly anybody: boolean;
  /** The one statement that is played, and nothing else. */
  readonly only: string | undefined;
  readonly player: RefObject<PlayerController | null>;
  readonly refreshSrc: () => Promise<string>;
  readonly fresh: () => Promise<Programme>;
}

export function Stage({ shown, anybody, only, player, refreshSrc, fresh }: StageProps) {
  const { t } = useWords();
  const { programme, whole, startAtMs, play, changed } = shown;
  const { revision, review, playlistUrl } = programme;
  const { items } = revision;
  const [current, setCurrent] = useState(() => indexAt(items, startAtMs));
  const [dialog, setDialog] = useState<'download' | 'keys' | 'link' | 'viewing' | null>(null);
  const kept = useRef(startAtMs);
  const { size, colour, soundOnly } = useViewing();
  const captions = useCaptions(player);
  const since = useSinceInProgramme(whole);
  const clock = usePlayClock(startAtMs);
  const ready = usePictureShown(player);
  const variant = useVariant({ player, playlistUrl, startAtMs, refreshSrc });

  const onTime = useCallback(
    (ms: number) => {
      setCurrent(indexAt(items, ms));
      clock.tell(ms);
      if (only !== undefined) return;
      if (Math.abs(ms - kept.current) < KEEP_EVERY_MS) return;
      kept.current = ms;
      keepPosition(revision.id, ms < revision.lengthMs - AT_END_MS ? ms : 0);
    },
    [items, revision.id, revision.lengthMs, only, clock],
  );

  useEffect(() => {
    if (play) player.current?.play();
  }, [player, play]);

  const state = useStateName()(review);
  const jump = (index: number) => {
    const item = items[index];
    if (!item) return;
    player.current?.seek(beginningOf(item));
    player.current?.play();
  };
  const now = () => player.current?.timeMs() ?? 0;
  const by = (ms: number) => player.current?.seek(Math.min(now() + ms, revision.lengthMs - 1));
  const toggle = () => player.current?.toggle();
  const mute = () => {
    const video = player.current?.video();
    if (video) video.muted = !video.muted;
  };
  useKeys({
    ' ': toggle,
    k: toggle,
    j: () => by(-10_000),
    l: () => by(10_000),
    ArrowLeft: () => by(-5_000),
    ArrowRight: () => by(5_000),
    n: () => jump(nextIndex(items, now())),
    p: () => jump(previousIndex(items, now())),
    c: captions.toggle,
    m: mute,
    o: () => setDialog('viewing'),
    '?': () => setDialog('keys'),
  });

  const onShow = items[current];
  const speaking = onShow?.kind === 'statement' ? onShow.organisation.name : undefined;
  const poster = items[Math.max(current, 0)]?.posterUrl ?? items.find((item) => item.posterUrl)?.posterUrl;
  const master = programme.alone.find(({ statementId }) => statementId === onShow?.statementId)?.masterUrl;
  const waiting = typeof changed === 'object' && changed !== null ? items[changed.next] : undefined;

  return (
    <>
      <div className={join(styles.layout, styles.along)}>
        <div className={styles.stage}>
          <Head name={state} />
          {changed !== null && playlistUrl !== null && (
            <div className={styles.notice}>
              <Notice tone="neutral" title={t('watch.review.changed.title')} live>
                <p>
                  {waiting
                    ? t('watch.review.changed.next', { name: isolated(waiting.organisation.name) })
                    : t('watch.review.changed.kept')}
                </p>
              </Notice>
            </div>
          )}
          {playlistUrl === null || variant.src === null ? (
            <div role="status">
              <EmptyState title={t('watch.review.card')}>
                {only === undefined && <p>{t('watch.review.gone.text')}</p>}
              </EmptyState>
            </div>
          ) : (
            <>
              <Player
                src={variant.src}
                label={t('watch.review.video', { state })}
                startAt={variant.startAtMs}
                {...(poster ? { poster } : {})}
                controllerRef={player}
                refreshSrc={variant.refreshSrc}
                {...(soundOnly ? {} : { storyboard: besideAddress(playlistUrl, 'storyboard.vtt') })}
                captionLook={{ size, colour }}
                onCaptions={captions.choose}
                onTime={onTime}
              />
              <p className={styles.now}>
                {speaking !== undefined && t('watch.review.now', { name: isolated(speaking) })}
              </p>
              {soundOnly && (
                <p className={styles.onlySound}>
                  <span>{t('watch.viewing.onlySound')}</span>
                  <Button kind="plain" icon="picture" onClick={() => changeViewing({ soundOnly: false })}>
                    {t('watch.viewing.picture')}
                  </Button>
                </p>
              )}
              <div className={styles.tools}>
                <Speed player={player} />
                <Button
                  kind="plain"
                  icon="captions"
                  aria-keyshortcuts="o"
                  onClick={() => setDialog('viewing')}
                >
                  {t('watch.viewing.title')}
                </Button>
                <More>
                  <Button kind="plain" icon="copy" onClick={() => setDialog('link')}>
                    {t('watch.plain.open')}
                  </Button>
                  <Button kind="plain" icon="info" aria-keyshortcuts="?" onClick={() => setDialog('keys')}>
                    {t('watch.keys.title')}
                  </Button>
                  {onShow?.kind === 'statement' && (
                    <StatementTools
                      reviewId={review.id}
                      item={onShow}
                      alone={programme.alone}
                      only={only !== undefined}
                      anybody={anybody}
                      onDownload={() => setDialog('download')}
                    />
                  )}
                </More>
              </div>
            </>
          )}
        </div>
        <div className={styles.beside}>
          <Side
            reviewId={review.id}
            revisionId={revision.id}
            title={t(only === undefined ? 'watch.review.programme' : 'watch.one.title')}
            // While the card of the State opens it, what is read is the first statement's.
            item={
              playlistUrl === null ? undefined : (onShow ?? items.find(({ kind }) => kind === 'statement'))
            }
            anybody={anybody}
            ready={ready}
            clock={clock}
            onSeek={(ms) => {
              player.current?.seek(ms);
              player.current?.play();
            }}
          >
            <ProgrammeItems programme={programme} only={only} current={current} onJump={jump} since={since} />
          </Side>
          {playlistUrl !== null && onShow?.kind === 'statement' && !anybody && ready && (
            <Suspense>
              <Questions reviewId={review.id} item={onShow} />
            </Suspense>
          )}
        </div>
      </div>
      <Suspense>
        {dialog === 'download' && onShow !== undefined && master && (
          <DownloadDialog masterUrl={master} item={onShow} onClose={() => setDialog(null)} />
        )}
        {dialog === 'keys' && <KeysDialog onClose={() => setDialog(null)} />}
        {dialog === 'viewing' && playlistUrl !== null && (
          <ViewingDialog
            playlistUrl={playlistUrl}
            lengthMs={revision.lengthMs}
            onClose={() => setDialog(null)}
          />
        )}
        {dialog === 'link' && (
          <PlainLink
            fresh={fresh}
            item={onShow?.kind === 'statement' && only === undefined ? onShow : undefined}
            onClose={() => setDialog(null)}
          />
        )}
      </Suspense>
    </>
  );
}
