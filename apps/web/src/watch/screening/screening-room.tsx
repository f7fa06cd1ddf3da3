import type { ScreeningPosition } from '@rostrum/domain';
import { type RefObject, useRef } from 'react';
import { Button } from '../../kit/button.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Player, type PlayerController } from '../../kit/player/player.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { addressOfTurn } from '../../live/screening-clock.ts';
import { Head } from '../programme/empty.tsx';
import { ItemList } from '../programme/item-list.tsx';
import { indexAt } from '../programme/items.ts';
import programme from '../programme/programme.module.css';
import { useCaptions } from '../programme/use-captions.ts';
import { useKeys } from '../programme/use-keys.ts';
import type { Screened } from '../programme/use-programme.ts';
import { useViewing } from '../programme/viewing.ts';
import { useSeenTogether } from '../since/use-since.ts';
import { ScreeningSide } from '../transcript/screening-side.tsx';
import { useStateName } from '../use-state-name.ts';
import { useWords } from '../words/use-words.ts';
import { lookForSleep } from './notice-sleep.ts';
import styles from './screening.module.css';
import { type InStep, useInStep, usePosition } from './use-in-step.ts';
import { WaitingRoom } from './waiting-room.tsx';

/** A name of any script within a sentence of another (Unicode FSI and PDI). */
const isolated = (name: string) => `\u2068${name}\u2069`;

export interface ScreeningRoomProps {
  readonly screened: Screened;
  readonly player: RefObject<PlayerController | null>;
  readonly refreshSrc: () => Promise<string>;
}

/** The hour that everybody sees together: before it, and during it. */
export function ScreeningRoom({ screened, player, refreshSrc }: ScreeningRoomProps) {
  const { t } = useWords();
  const { review, screening, askedMs, items, number, clock } = screened;
  const state = useStateName()(review);
  const begun = useRef<Begun | null>(null);
  const position = usePosition(screening, clock);
  begun.current = srcOf(begun.current, screened, position);
  const src = begun.current?.src ?? null;
  const step = useInStep({ screening, askedMs, clock, player, src });
  const playing = position?.phase === 'playing';
  const current = playing ? indexAt(items, position.positionMs) : -1;
  useSeenTogether(review.id, number, playing ? items : null);
  const onShow = items[current];
  const speaking = onShow?.kind === 'statement' ? onShow.organisation.name : undefined;
  return (
    <div className={programme.layout}>
      <div className={programme.stage}>
        <Head name={state} />
        {position === null ? (
          <Skeleton shape="video" />
        ) : position.phase === 'waiting' || src === null ? (
          <WaitingRoom screening={screening} position={position} />
        ) : (
          <>
            <div className={styles.stage}>
              <Picture
                src={src}
                held={position.held}
                returning={step.returning}
                label={t('watch.review.video', { state })}
                player={player}
                refreshSrc={refreshSrc}
              />
              {step.silenced && !position.held && (
                <div className={styles.over}>
                  <Button kind="primary" icon="sound" onClick={step.withSound}>
                    {t('watch.screening.sound')}
                  </Button>
                </div>
              )}
            </div>
            <div className={styles.standing}>
              <Standing position={position} step={step} />
            </div>
            <p className={styles.now}>
              {speaking !== undefined && t('watch.review.now', { name: isolated(speaking) })}
            </p>
          </>
        )}
      </div>
      {items.length > 0 && (
        <ScreeningSide
          reviewId={review.id}
          revisionId={screened.revisionId}
          item={onShow}
          positionMs={position?.positionMs ?? 0}
        >
          <ItemList items={items} current={current} />
        </ScreeningSide>
      )}
    </div>
  );
}

interface PictureProps extends Pick<ScreeningRoomProps, 'player' | 'refreshSrc'> {
  readonly src: string;
  readonly held: boolean;
  readonly returning: boolean;
  readonly label: string;
}

/** With the keys and the captions of every programme; nobody can go anywhere by themselves. */
function Picture({ src, held, returning, label, player, refreshSrc }: PictureProps) {
  const { t } = useWords();
  const captions = useCaptions(player);
  const { size, colour } = useViewing();
  const toggle = () => {
    if (!held && !returning) player.current?.toggle();
  };
  useKeys({ ' ': toggle, k: toggle, c: captions.toggle });
  return (
    <Player
      src={src}
      live
      held={held || returning}
      veil={returning ? t('watch.screening.returning') : undefined}
      label={label}
      onTime={lookForSleep}
      controllerRef={player}
      refreshSrc={refreshSrc}
      captionLook={{ size, colour }}
      onCaptions={captions.choose}
    />
  );
}

/** Said where it changes what somebody sees; else the picture says it all. */
function Standing({
  position: { phase, held },
  step,
}: {
  readonly position: ScreeningPosition;
  readonly step: InStep;
}) {
  const { t } = useWords();
  if (phase === 'ended') return <Notice tone="neutral" title={t('watch.screening.over.title')} live />;
  if (held) {
    return (
      <Notice tone="amber" title={t('watch.screening.held.title')} live>
        <p>{t('watch.screening.held.text')}</p>
      </Notice>
    );
  }
  if (step.returning) return <p className={programme.soft}>{t('watch.screening.returning.text')}</p>;
  if (step.away) {
    return (
      <Notice
        tone="neutral"
        title={t('watch.screening.away')}
        live
        action={
          <Button icon="forward" onClick={step.back}>
            {t('watch.screening.back')}
          </Button>
        }
      />
    );
  }
  return <p className={programme.soft}>{t('watch.screening.live')}</p>;
}

interface Begun {
  readonly of: string;
  readonly src: string;
}

/**
 * What plays: another turn and another epoch have addresses of their own. A signature that is merely newer is not
 * worth interrupting anybody for.
 */
function srcOf(
  known: Begun | null,
  { screening }: Screened,
  position: ScreeningPosition | null,
): Begun | null {
  if (position === null || position.phase === 'waiting' || screening.playlistUrl === null) return null;
  const of = `${screening.id}/${screening.epoch}/${position.turn}`;
  if (known?.of === of) return known;
  // Whoever comes after its end waits for the recording, not for the last picture.
  if (known === null && position.phase === 'ended') return null;
  return { of, src: addressOfTurn(screening.playlistUrl, position.turn) };
}
