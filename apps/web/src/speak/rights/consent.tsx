import type { ApiProblem } from '@rostrum/client';
import { useEffect, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Checkbox, RadioGroup } from '../../kit/choice.tsx';
import { TextField } from '../../kit/field.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Stack } from '../../kit/surface.tsx';
import { type Audience, api, audiences, type Statement } from '../api.ts';
import { useAllWords } from '../later/use-all-words.ts';
import { asProblem } from '../link/use-link.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { endOfDay, localDay } from './local-day.ts';
import styles from './rights.module.css';

export interface ConsentProps {
  readonly view: Statement;
  readonly onSaved: () => void;
}

/** Who may see it, and until when: the speaker's own choice, changed whenever they like. */
export function Consent({ view, onSaved }: ConsentProps) {
  const { t } = useAllWords();
  const { consent } = view;
  const [audience, setAudience] = useState<Audience>(consent.audience);
  const [limited, setLimited] = useState(consent.endsAt !== null);
  const [day, setDay] = useState(consent.endsAt === null ? '' : localDay(consent.endsAt));
  const [masterAllowed, setMaster] = useState(consent.masterAllowed);
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [dayMissing, setDayMissing] = useState(false);

  // What was changed elsewhere shows here, unless something is being changed here.
  const known = JSON.stringify(consent);
  useEffect(() => {
    const now: Statement['consent'] = JSON.parse(known);
    setAudience(now.audience);
    setLimited(now.endsAt !== null);
    setDay(now.endsAt === null ? '' : localDay(now.endsAt));
    setMaster(now.masterAllowed);
  }, [known]);

  const change = () => {
    setSaved(false);
    setDayMissing(false);
  };

  async function save() {
    const endsAt = limited ? endOfDay(day) : null;
    if (limited && endsAt === null) return setDayMissing(true);
    setBusy(true);
    setProblem(null);
    try {
      await api('PUT /api/v1/speaker/consent', { body: { audience, endsAt, masterAllowed } });
      setSaved(true);
      onSaved();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Stack>
      <RadioGroup
        label={t('speak.consent.audience')}
        value={audience}
        onChange={(value) => {
          change();
          setAudience(value);
        }}
        options={audiences.map((value) => ({
          value,
          label: t(`speak.consent.${value}`),
          hint: t(`speak.consent.${value}.hint`),
        }))}
      />
      <RadioGroup
        label={t('speak.consent.until')}
        value={limited ? 'day' : 'open'}
        onChange={(value) => {
          change();
          setLimited(value === 'day');
        }}
        options={[
          { value: 'open', label: t('speak.consent.until.open') },
          { value: 'day', label: t('speak.consent.until.day') },
        ]}
      />
      {limited && (
        <TextField
          type="date"
          label={t('speak.consent.day')}
          {...(dayMissing ? { error: t('speak.consent.day.missing') } : {})}
          value={day}
          onChange={(event) => {
            change();
            setDay(event.target.value);
          }}
        />
      )}
      <Checkbox
        label={t('speak.consent.master')}
        hint={t('speak.consent.master.hint')}
        checked={masterAllowed}
        onChange={(checked) => {
          change();
          setMaster(checked);
        }}
      />
      <p className={styles.soft}>{t('speak.consent.honest')}</p>
      {problem && <ProblemNotice problem={problem} title={t('speak.failed')} />}
      <div>
        <Button kind="quiet" busy={busy && t('speak.saving')} onClick={() => void save()}>
          {t('speak.consent.save')}
        </Button>
      </div>
      <div aria-live="polite">{saved && <Notice tone="green" title={t('speak.consent.saved')} />}</div>
    </Stack>
  );
}
