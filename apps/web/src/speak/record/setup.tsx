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
import type { Device, Devices } from './devices/open-devices.ts';
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
  const { choice, onChoice, state, devices, prompter, written, limitMs, onBegin, onOpen, onPick } = props;
  const { t } = useRecordWords();
  const titleRef = useTitleFocus();
  const sizeText = useSizeText();
  const stream = state.step === 'on' ? state.stream : null;
  const hearing = useHearing(stream);
  const video = choice.mode === 'video';
  const space = useSpace(bytesOf(rateOf(choice.mode, choice.quality), limitMs));
  const upright = useMedia('(orientation: portrait) and (pointer: coarse)');
  const speaker = useMemo(() => stream === null || showsSpeaker(stream), [stream]);
  return (
    <Stack>
      <h2 ref={titleRef} tabIndex={-1}>
        {t('record.setup.title')}
      </h2>
      {state.step === 'trouble' && (
        <TroubleView
          trouble={state.trouble}
          mode={choice.mode}
          onAgain={onOpen}
          onSound={() => onChoice({ mode: 'sound' })}
          onPick={onPick}
        />
      )}
      {state.step === 'asking' && (
        <div role="status">
          <Stack gap="close">
            <p>{t('record.start.asking')}</p>
            <Skeleton shape="card" />
          </Stack>
        </div>
      )}
      {stream !== null && (
        <Stack gap="close">
          {video && (
            <figure>
              <div className={styles.mirror}>
                <SelfView
                  stream={stream}
                  label={t(speaker ? 'record.setup.self' : 'record.setup.selfBack')}
                />
              </div>
              <figcaption className={styles.soft}>
                {t(speaker ? 'record.setup.self' : 'record.setup.selfBack')}
              </figcaption>
            </figure>
          )}
          <Level {...hearing} />
        </Stack>
      )}
      {stream !== null && video && upright && (
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
      {stream !== null && (
        <div className={styles.choices}>
          {video && <CameraChoice {...props} list={devices.cameras} stream={stream} />}
          {devices.microphones.length > 1 && (
            <Select
              label={t('record.setup.microphone')}
              value={inUse(stream.getAudioTracks(), choice.microphoneId)}
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
      {stream !== null && (
        <Thumb>
          <Button kind="primary" icon="record" onClick={() => onBegin(stream)}>
            {t('record.setup.begin')}
          </Button>
        </Thumb>
      )}
      {state.step === 'off' && (
        <Thumb>
          <Button kind="primary" icon="record" onClick={onOpen}>
            {t('record.setup.turnOn')}
          </Button>
        </Thumb>
      )}
    </Stack>
  );
}

function CameraChoice({
  choice,
  onChoice,
  list,
  stream,
}: Pick<SetupProps, 'choice' | 'onChoice'> & {
  readonly list: readonly Device[];
  readonly stream: MediaStream;
}) {
  const { t } = useRecordWords();
  const [track] = stream.getVideoTracks();
  if (list.length < 2) return null;
  // A phone has a front and a back; everything else has names.
  if (track?.getSettings().facingMode !== undefined) {
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
      value={inUse(stream.getVideoTracks(), choice.cameraId)}
      onChange={({ target }) => onChoice({ cameraId: target.value })}
      options={optionsOf(list, (n) => t('record.setup.cameraN', { n }))}
    />
  );
}

const inUse = ([track]: readonly MediaStreamTrack[], chosen: string | null): string =>
  track?.getSettings().deviceId ?? chosen ?? '';

const optionsOf = (list: readonly Device[], unnamed: (n: number) => string) =>
  list.map(({ id, label }, place) => ({ value: id, label: label || unnamed(place + 1) }));
