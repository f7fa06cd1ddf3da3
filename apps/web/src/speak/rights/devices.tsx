import type { ApiProblem } from '@rostrum/client';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Icon } from '../../kit/icons/icon.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Stack } from '../../kit/surface.tsx';
import { api, type Statement } from '../api.ts';
import { useAllWords } from '../later/use-all-words.ts';
import { asProblem } from '../link/use-link.ts';
import { forgetPlace } from '../place.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { mayBeKept } from '../record/store/kept-mark.ts';
// Not fetched when it is needed: then the line may be gone.
import { forgetDevice, forgetStatement } from '../send/forget-device.ts';
import styles from './rights.module.css';

export interface DevicesProps {
  readonly statementId: string;
  readonly devices: Statement['devices'];
  readonly onLeft: () => void;
}

/** Where the link was opened, so that a stranger is noticed; and the way out of this device. */
export function Devices({ statementId, devices, onLeft }: DevicesProps) {
  const { t, date } = useAllWords();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [unsent, setUnsent] = useState(false);
  const [erased, setErased] = useState(false);

  async function leave() {
    // What was recorded here and not sent exists nowhere else: it is asked for twice.
    if (!unsent && mayBeKept()) return setUnsent(true);
    setBusy(true);
    setProblem(null);
    try {
      // First what needs nobody else: the line may be gone, and whoever presses this may have little time.
      await forgetStatement(statementId);
      setErased(true);
      await api('POST /api/v1/links/leave');
      forgetPlace();
      // Another statement's link may be open here still: what was made for that one is not this one's to erase.
      const { role } = await api('GET /api/v1/me').catch(() => ({ role: 'speaker' }));
      if (role !== 'speaker') await forgetDevice();
      onLeft();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  }

  return (
    <Stack>
      <ul className={styles.devices}>
        {devices.map(({ openedAt, current }) => (
          <li key={openedAt}>
            <Icon name="phone" />
            <span>
              {current ? <strong>{t('speak.devices.this')}</strong> : t('speak.devices.other')}
              <br />
              <span className={styles.soft}>
                {t('speak.devices.since', {
                  when: date(openedAt, { dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23' }),
                })}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <p className={styles.soft}>{t('speak.devices.stranger')}</p>
      {problem && (
        <ProblemNotice problem={problem} title={t(erased ? 'speak.devices.erased' : 'speak.failed')} />
      )}
      <p className={styles.soft}>{t('speak.devices.leave.text')}</p>
      <div aria-live="polite">{unsent && <Notice tone="amber" title={t('speak.devices.kept')} />}</div>
      <div>
        <Button icon="lock" busy={busy && t('speak.saving')} onClick={() => void leave()}>
          {t(unsent ? 'speak.devices.kept.leave' : 'speak.devices.leave')}
        </Button>
      </div>
    </Stack>
  );
}
