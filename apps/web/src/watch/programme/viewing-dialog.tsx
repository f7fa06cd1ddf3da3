import { useEffect, useState } from 'react';
import { Checkbox, RadioGroup } from '../../kit/choice.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { join } from '../../kit/join.ts';
import { besideAddress } from '../../kit/storyboard/beside-address.ts';
import { Stack } from '../../kit/surface.tsx';
import { useWords } from '../words/use-words.ts';
import { type DataSizes, dataSizes, roughly } from './data-sizes.ts';
import {
  CAPTION_COLOURS,
  CAPTION_SIZES,
  CAPTIONS_WHEN,
  changeViewing,
  useViewing,
  type Viewing,
} from './viewing.ts';
import styles from './viewing-dialog.module.css';

export interface ViewingDialogProps {
  readonly playlistUrl: string;
  readonly lengthMs: number;
  readonly onClose: () => void;
}

/** How captions look and when they come, and how little may be loaded. */
export default function ViewingDialog({ playlistUrl, lengthMs, onClose }: ViewingDialogProps) {
  const { t } = useWords();
  const { captions, size, colour, soundOnly, saveData } = useViewing();
  const said = useSaid(useSizes(playlistUrl, lengthMs));
  return (
    <Dialog title={t('watch.viewing.title')} open onClose={onClose}>
      <Stack>
        <RadioGroup<Viewing['captions']>
          label={t('watch.viewing.captions')}
          hint={t('watch.viewing.captions.hint')}
          options={CAPTIONS_WHEN.map((value) => ({ value, label: t(`watch.viewing.captions.${value}`) }))}
          value={captions}
          onChange={(chosen) => changeViewing({ captions: chosen })}
        />
        <div className={styles.pair}>
          <RadioGroup<Viewing['size']>
            label={t('watch.viewing.size')}
            options={CAPTION_SIZES.map((value) => ({ value, label: t(`watch.viewing.size.${value}`) }))}
            value={size}
            onChange={(chosen) => changeViewing({ size: chosen })}
          />
          <RadioGroup<Viewing['colour']>
            label={t('watch.viewing.colour')}
            options={CAPTION_COLOURS.map((value) => ({ value, label: t(`watch.viewing.colour.${value}`) }))}
            value={colour}
            onChange={(chosen) => changeViewing({ colour: chosen })}
          />
        </div>
        <p className={join(styles.sample, styles[colour], styles[size])}>
          <span>{t('watch.viewing.sample')}</span>
        </p>
        <fieldset>
          <legend>
            <strong>{t('watch.viewing.data')}</strong>
          </legend>
          <Checkbox
            label={t('watch.viewing.saver')}
            hint={said('saver')}
            checked={saveData}
            disabled={soundOnly}
            onChange={(checked) => changeViewing({ saveData: checked })}
          />
          <Checkbox
            label={t('watch.viewing.sound')}
            hint={said('sound')}
            checked={soundOnly}
            onChange={(checked) => changeViewing({ soundOnly: checked })}
          />
        </fieldset>
        <p className={styles.soft}>{t('watch.viewing.kept')}</p>
      </Stack>
    </Dialog>
  );
}

function useSizes(playlistUrl: string, lengthMs: number): DataSizes | null {
  const [sizes, setSizes] = useState<DataSizes | null>(null);
  useEffect(() => {
    const ended = new AbortController();
    const text = async (name: string) => {
      const answer = await fetch(besideAddress(playlistUrl, name), { signal: ended.signal });
      return answer.ok ? await answer.text() : '';
    };
    Promise.all([text('index.m3u8'), text('sound.m3u8')]).then(
      ([whole, sound]) => setSizes(dataSizes(whole, sound, lengthMs)),
      // The switches work without their figures.
      () => undefined,
    );
    return () => ended.abort();
  }, [playlistUrl, lengthMs]);
  return sizes;
}

function useSaid(sizes: DataSizes | null) {
  const { t, number } = useWords();
  const mb = (value: number) => number(roughly(value), { style: 'unit', unit: 'megabyte' });
  return (way: 'saver' | 'sound'): string => {
    const what = t(`watch.viewing.${way}.hint`);
    if (sizes === null || sizes[way] >= sizes.best) return what;
    const saved = t('watch.viewing.saved', { size: mb(sizes[way]), most: mb(sizes.best) });
    return `${what} ${saved}`;
  };
}
