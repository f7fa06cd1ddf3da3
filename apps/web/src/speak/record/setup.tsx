import { useMemo } from 'react';
import { Button } from '../../kit/button.tsx';
import { RadioGroup } from '../../kit/choice.tsx';
import { Select } from '../../kit/field.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import { formatTime } from '../../kit/time.ts';
import { useSizeText } from '../send/size-text.ts';
import { Thumb } from '../statement/thumb.tsx';
import { useTitleFocus } from '../use-title-focus.ts';
import type { Device, Devices, InUse } from './devices/open-devices.ts';
import type { KeptSetup } from './devices/setup-kept.ts';
import type { DevicesState } from './devices/use-devices.ts';
import { bytesOf, qualities, rateOf, weakLineMinutes } from './quality.ts';
import styles from './record.module.css';
import { useRecordWords } from './record-words.ts';
import { SelfView, showsSpeaker } from './self-view.tsx';
import { Level } from './sound/level.tsx';
import { useHearing } from './sound/use-hearing.ts';
import { TextToRead } from './text-to-read.tsx';
import { TroubleView } from './trouble.tsx';
import { useMedia } from './use-media.ts';
import type { PrompterText } from './use-prompter.ts';
import { useSpace } from './use-space.ts';
import type { WrittenText } from './use-written-text.ts';

const ltr = (text: string) => `\u2066${text}\u2069`;

export interface Choice extends KeptSetup {
  readonly cameraId: string | null;
  readonly microphoneId: string | null;
}

export interface SetupProps {
  readonly choice: Choice;
  readonly onChoice: (changes: Partial<Choice>) => void;
  readonly state: DevicesState;
  readonly devices: Devices;
  readonly inUse: InUse | null;
  readonly prompter: PrompterText;
  readonly written: readonly WrittenText[];
  readonly limitMs: number;
  readonly onBegin: (stream: MediaStream) => void;
  /** Asks for the devices anew. */
  readonly onOpen: () => void;
  readonly onPick: (file: File) => void;
}

/** Seen, heard, and what to read: all that is looked at before recording. */
export function Setup(props: SetupProps) {
  const { choice, onChoice, state, devices, inUse, prompter, written, limitMs, onBegin, onOpen, onPick } =
    props;
  const { t } = useRecordWords();
  const titleRef = useTitleFocus();
  const sizeText = useSizeText();
  const stream = state.step === 'on' ? state.stream : null;
  // While others are asked for, the picture and the level keep their places: nothing jumps under who chooses.
  const shown = state.step === 'asking' ? state.before : stream;
  const hearing = useHearing(stream);
  const video = choice.mode === 'video';
  const space = useSpace(bytesOf(rateOf(choice.mode, choice.quality), limitMs));
  const upright = useMedia('(orientation: portrait) and (pointer: coarse)');
  const speaker = useMemo(() => shown === null || showsSpeaker(shown), [shown]);
  const seen = shown !== null && shown.getVideoTracks().length > 0;
  // What was chosen, until it is known what was given.
  const now = (given: string | null | undefined, chosen: string | null) =>
    (stream === null ? (chosen ?? given) : (given ?? chosen)) ?? '';
  /** A button that goes leaves whoever pressed it at the title. */
  const fromTitle = (act: () => void) => () => {
    titleRef.current?.focus({ preventScroll: true });
    act();
  };
  return (
    <Stack>
      <h2 ref={titleRef} tabIndex={-1}>
        {t('record.setup.title')}
      </h2>
      {state.step === 'trouble' && (
        <TroubleView
          trouble={state.trouble}
          mode={choice.mode}
          onAgain={fromTitle(onOpen)}
          onSound={fromTitle(() => onChoice({ mode: 'sound' }))}
          onPick={onPick}
        />
      )}
      {state.step === 'asking' && shown === null && (
        <div role="status">
          <Stack gap="close">
            <p>{t('record.start.asking')}</p>
            <Skeleton shape="card" />
          </Stack>
        </div>
      )}
      {shown !== null && (
        <Stack gap="close">
          {video && !seen && <Skeleton shape="card" />}
          {video && seen && (
            <figure>
              <div className={styles.mirror}>
                <SelfView stream={shown} label={t(speaker ? 'record.setup.self' : 'record.setup.selfBack')} />
              </div>
              <figcaption className={styles.soft}>
                {t(speaker ? 'record.setup.self' : 'record.setup.selfBack')}
              </figcaption>
            </figure>
          )}
          <Level {...hearing} waiting={stream === null} />
        </Stack>
      )}
      {shown !== null && video && upright && (
        <Notice tone="neutral" title={t('record.setup.landscape')}>
          {t('record.setup.landscape.do')}
        </Notice>
      )}
      {space.kind === 'short' && (
        <Notice tone="amber" title={t('record.setup.space')}>
          {t('record.setup.space.do', {
            free: sizeText(space.freeBytes),
            needed: sizeText(space.neededBytes),
          })}
        </Notice>
      )}
      {!('locks' in navigator) && <p>{t('record.oneWindow')}</p>}
      {/* In trouble, too: another device may be the way out of it. */}
      {state.step !== 'off' && inUse !== null && (
        <div className={styles.choices}>
          {video && (
            <CameraChoice
              choice={choice}
              onChoice={onChoice}
              list={devices.cameras}
              turns={inUse.turns}
              value={now(inUse.cameraId, choice.cameraId)}
            />
          )}
          {devices.microphones.length > 1 && (
            <Select
              label={t('record.setup.microphone')}
              value={now(inUse.microphoneId, choice.microphoneId)}
              onChange={({ target }) => onChoice({ microphoneId: target.value })}
              options={optionsOf(devices.microphones, (n) => t('record.setup.microphoneN', { n }))}
            />
          )}
        </div>
      )}
      {video && state.step !== 'trouble' && (
        <RadioGroup
          label={t('record.setup.quality')}
          value={choice.quality}
          onChange={(quality) => onChoice({ quality })}
          options={qualities.map((quality) => {
            const bytes = bytesOf(rateOf('video', quality), limitMs);
            return {
              value: quality,
              label: t(`record.setup.${quality}`),
              hint: t('record.setup.size', {
                size: sizeText(bytes),
                length: ltr(formatTime(limitMs)),
                minutes: weakLineMinutes(bytes),
              }),
            };
          })}
        />
      )}
      <TextToRead prompter={prompter} limitMs={limitMs} written={written} />
      {state.step !== 'trouble' && (
        <Actions>
          <Button
            kind="plain"
            icon={video ? 'sound' : 'person'}
            onClick={() => onChoice({ mode: video ? 'sound' : 'video' })}
          >
            {t(video ? 'record.setup.soundInstead' : 'record.setup.videoInstead')}
          </Button>
        </Actions>
      )}
      {shown !== null && (
        <Thumb>
          <Button
            kind="primary"
            icon="record"
            aria-disabled={stream === null || undefined}
            onClick={() => stream !== null && onBegin(stream)}
          >
            {t('record.setup.begin')}
          </Button>
        </Thumb>
      )}
      {state.step === 'off' && (
        <Thumb>
          <Button kind="primary" icon="record" onClick={fromTitle(onOpen)}>
            {t('record.setup.turnOn')}
          </Button>
        </Thumb>
      )}
    </Stack>
  );
}

interface CameraChoiceProps extends Pick<SetupProps, 'choice' | 'onChoice'> {
  readonly list: readonly Device[];
  readonly turns: boolean;
  readonly value: string;
}

function CameraChoice({ choice, onChoice, list, turns, value }: CameraChoiceProps) {
  const { t } = useRecordWords();
  if (list.length < 2) return null;
  // A phone has a front and a back; everything else has names.
  if (turns) {
    return (
      <Actions>
        <Button
          icon="replay"
          onClick={() =>
            onChoice({ facing: choice.facing === 'user' ? 'environment' : 'user', cameraId: null })
          }
        >
          {t('record.setup.turn')}
        </Button>
      </Actions>
    );
  }
  return (
    <Select
      label={t('record.setup.camera')}
      value={value}
      onChange={({ target }) => onChoice({ cameraId: target.value })}
      options={optionsOf(list, (n) => t('record.setup.cameraN', { n }))}
    />
  );
}

const optionsOf = (list: readonly Device[], unnamed: (n: number) => string) =>
  list.map(({ id, label }, place) => ({ value: id, label: label || unnamed(place + 1) }));
