import { useId, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import { formatTime } from '../../kit/time.ts';
import { useSizeText } from '../send/size-text.ts';
import { Thumb } from '../statement/thumb.tsx';
import { useTitleFocus } from '../use-title-focus.ts';
import { AskFirst } from './ask-first.tsx';
import styles from './record.module.css';
import { useRecordWords } from './record-words.ts';
import type { Ending, KeptTake } from './store/take-store.ts';
import { TakePlayer } from './take-player.tsx';
import type { KeptTakes } from './use-takes.ts';

/** How the recording ended that has just been made. */
export interface Outcome {
  readonly ending: Ending;
  readonly kept: boolean;
  readonly wasHidden: boolean;
}

export interface TakesProps {
  readonly kept: KeptTakes;
  readonly outcome: Outcome | null;
  readonly maySend: boolean;
  readonly onSend: (file: File, takeId: string) => void;
  /** Null while this window may not record. */
  readonly onAgain: (() => void) | null;
  readonly onErase: (takeId: string) => Promise<void>;
  readonly onEraseAll: () => Promise<void>;
}

/** What was recorded here, to be compared; one of them is sent. */
export function Takes({ kept, outcome, maySend, onSend, onAgain, onErase, onEraseAll }: TakesProps) {
  const { t } = useRecordWords();
  const titleRef = useTitleFocus();
  const [erased, setErased] = useState(false);
  const { takes, store } = kept;
  async function erase(work: Promise<void>) {
    await work;
    setErased(true);
    titleRef.current?.focus();
  }
  return (
    <Stack>
      <h2 ref={titleRef} tabIndex={-1}>
        {takes.length === 0 ? t('record.takes.none') : t('record.takes.title', { n: takes.length })}
      </h2>
      <div role="status">{erased && <p>{t('record.takes.erased')}</p>}</div>
      {outcome && <OutcomeNotice {...outcome} />}
      {takes.length > 0 ? (
        <p>{t('record.takes.where')}</p>
      ) : (
        outcome === null && <p>{t('record.takes.none.text')}</p>
      )}
      <ul className={styles.takes}>
        {takes.map((take, place) => (
          <li key={take.id}>
            <OneTake
              take={take}
              first={place === 0}
              told={place === 0 && outcome !== null}
              kept={kept}
              maySend={maySend}
              onSend={onSend}
              onErase={() => void erase(onErase(take.id))}
            />
          </li>
        ))}
      </ul>
      {onAgain && (
        <Thumb>
          <Button kind={takes.length === 0 ? 'primary' : 'quiet'} icon="record" onClick={onAgain}>
            {t('record.takes.again')}
          </Button>
        </Thumb>
      )}
      {takes.length > 0 && (
        <div>
          <AskFirst
            label={t('record.takes.eraseAll')}
            question={t('record.takes.eraseAllSure')}
            yes={t('record.takes.eraseAllYes')}
            no={t('record.takes.keepAll')}
            onYes={() => void erase(onEraseAll())}
          />
        </div>
      )}
      {!store.lasting && takes.length > 0 && (
        <Notice tone="amber" title={t('record.start.notLasting')}>
          {t('record.start.notLasting.do')}
        </Notice>
      )}
    </Stack>
  );
}

interface OneTakeProps {
  readonly take: KeptTake;
  readonly first: boolean;
  /** It was said already how it ended; a full device cannot even note that. */
  readonly told: boolean;
  readonly kept: KeptTakes;
  readonly maySend: boolean;
  readonly onSend: (file: File, takeId: string) => void;
  readonly onErase: () => void;
}

function OneTake({ take, first, told, kept, maySend, onSend, onErase }: OneTakeProps) {
  const { t, date } = useRecordWords();
  const sizeText = useSizeText();
  const [opening, setOpening] = useState(false);
  const [gone, setGone] = useState(false);
  const n = take.number;
  const id = useId();
  async function send() {
    setOpening(true);
    try {
      const file = await kept.store.fileOf(take.id);
      if (file.size > 0) onSend(file, take.id);
      else setGone(true);
    } catch {
      setGone(true);
    } finally {
      setOpening(false);
    }
  }
  const when = date(take.startedAt, {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (
    <Stack gap="close">
      <div className={styles.takeHead}>
        <h3 id={id}>{t('record.takes.name', { n })}</h3>
        <p className={styles.soft}>
          <bdi dir="ltr">{formatTime(take.lengthMs)}</bdi> · {sizeText(take.bytes)} · {when}
          {take.mode === 'sound' && ` · ${t('record.takes.sound')}`}
        </p>
      </div>
      {take.ending === null && !told && (
        <Notice tone="amber" title={t('record.takes.torn')}>
          {t('record.takes.torn.do')}
        </Notice>
      )}
      <TakePlayer take={take} store={kept.store} />
      {gone && <Notice tone="red" live title={t('record.takes.gone')} />}
      <Actions>
        {maySend && (
          <Button
            kind={first ? 'primary' : 'quiet'}
            icon="upload"
            aria-describedby={id}
            busy={opening && t('record.takes.opening')}
            onClick={() => void send()}
          >
            {t('record.takes.send')}
          </Button>
        )}
        <AskFirst
          label={t('record.takes.erase')}
          of={id}
          question={t('record.takes.eraseSure', { n })}
          yes={t('record.takes.eraseYes')}
          no={t('record.takes.keep')}
          onYes={onErase}
        />
      </Actions>
    </Stack>
  );
}

function OutcomeNotice({ ending, kept, wasHidden }: Outcome) {
  const { t } = useRecordWords();
  if (!kept) {
    const words = {
      full: ['record.end.fullEmpty', 'record.end.fullEmpty.do'],
      unplugged: ['record.end.unplugged', 'record.trouble.unplugged.do'],
      failed: ['record.end.failed', 'record.trouble.failed.do'],
      stopped: ['record.end.empty', 'record.end.empty.do'],
      limit: ['record.end.empty', 'record.end.empty.do'],
    } as const;
    const [title, text] = words[ending];
    return (
      <Notice tone="amber" live title={t(title)}>
        {t(text)}
      </Notice>
    );
  }
  return (
    <>
      {ending !== 'stopped' && (
        <Notice tone={ending === 'limit' ? 'neutral' : 'amber'} live title={t(`record.end.${ending}`)}>
          {t(`record.end.${ending}.do`)}
        </Notice>
      )}
      {wasHidden && (
        <Notice tone="amber" live title={t('record.end.hidden')}>
          {t('record.end.hidden.do')}
        </Notice>
      )}
    </>
  );
}
