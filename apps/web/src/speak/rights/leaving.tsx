import { useState } from 'react';
import { Checkbox } from '../../kit/choice.tsx';
import { Stack } from '../../kit/surface.tsx';
import { closesDevice, setClosesDevice } from '../exit/closes-device.ts';
import styles from './rights.module.css';
import { useRightsWords } from './rights-words.ts';

/** What the way out of this page does, and what it is to do besides. */
export function Leaving() {
  const { t } = useRightsWords();
  const [closes, setCloses] = useState(closesDevice);
  return (
    <div className={styles.apart}>
      <Stack gap="close">
        <h3>{t('rights.leave.title')}</h3>
        <p>{t('rights.leave.text')}</p>
        <Checkbox
          label={t('rights.leave.close')}
          hint={t('rights.leave.close.hint')}
          checked={closes}
          onChange={(checked) => {
            setClosesDevice(checked);
            setCloses(closesDevice());
          }}
        />
      </Stack>
    </div>
  );
}
