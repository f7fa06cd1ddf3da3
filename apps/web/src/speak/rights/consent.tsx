import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Checkbox, RadioGroup } from '../../kit/choice.tsx';
import { TextField } from '../../kit/field.tsx';
import { Notice } from '../../kit/notice.tsx';
import { State } from '../../kit/state.tsx';
import { Stack } from '../../kit/surface.tsx';
import type { Statement } from '../api.ts';
import styles from '../statement/page.module.css';
import { ConsentChoices } from './consent-choices.tsx';
import { dayPassed } from './consent-fields.ts';
import { localDay } from './local-day.ts';
import { useRightsWords } from './rights-words.ts';
import { useConsent } from './use-consent.ts';

export interface ConsentProps {
  readonly view: Statement;
  readonly onSaved: () => void;
}

/** Of what was decided on, else of what was sent last. */
function isSoundOnly({ takes, decision }: Statement): boolean {
  const decided = decision?.undoneAt === null ? takes.find(({ id }) => id === decision.takeId) : undefined;
  const take = decided ?? takes.find(({ state, measuredMs }) => state !== 'abandoned' && measuredMs !== null);
  return take?.findings.some(({ code }) => code === 'sound_only') === true;
}

/** How the speaker appears, who may see it and until when: their own choice, changed whenever they like. */
export function Consent({ view, onSaved }: ConsentProps) {
  const { t } = useRightsWords();
  const { consent, takes } = view;
  const asked = !consent.accepted && takes.some(({ receivedAt }) => receivedAt !== null);
  const [open, setOpen] = useState(asked || consent.ended);
  return (
    <details className={styles.part} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{t('rights.title')}</h2>
        <span className={styles.soft}>
          {t(`rights.summary.${consent.appearance.named}`)} · {t(`speak.consent.${consent.audience}`)}
        </span>
        {consent.ended && <State tone="amber">{t('rights.ended')}</State>}
        {consent.unmet.length > 0 && <State tone="amber">{t('rights.unmet')}</State>}
      </summary>
      {/* Not while it is closed: the same is asked beside a file that is about to be sent. */}
      {open && <Choices view={view} onSaved={onSaved} />}
    </details>
  );
}

function Choices({ view, onSaved }: ConsentProps) {
  const { t, language } = useRightsWords();
  const form = useConsent(view, language);
  const { fields, change, missing } = form;
  const now = new Date();
  const passed = dayPassed(fields, now.getTime()) || missing.includes('dayPassed');
  const save = async () => {
    if (await form.save()) onSaved();
  };
  return (
    <Stack>
      <ConsentChoices form={form} soundOnly={isSoundOnly(view)}>
        <RadioGroup
          label={t('speak.consent.until')}
          value={fields.until}
          onChange={(until) => change({ until })}
          options={[
            { value: 'open', label: t('speak.consent.until.open') },
            { value: 'day', label: t('speak.consent.until.day') },
          ]}
        />
        {fields.until === 'day' && (
          <TextField
            type="date"
            label={t('speak.consent.day')}
            min={localDay(now.toISOString())}
            {...(passed ? { error: t('speak.consent.day.passed') } : {})}
            {...(missing.includes('day') ? { error: t('speak.consent.day.missing') } : {})}
            value={fields.day}
            onChange={(event) => change({ day: event.target.value })}
          />
        )}
        <Checkbox
          label={t('speak.consent.master')}
          hint={t('speak.consent.master.hint')}
          checked={fields.masterAllowed}
          onChange={(masterAllowed) => change({ masterAllowed })}
        />
        <p className={styles.soft}>{t('speak.consent.honest')}</p>
      </ConsentChoices>
      <div>
        <Button kind="quiet" busy={form.busy && t('speak.saving')} onClick={() => void save()}>
          {t('speak.consent.save')}
        </Button>
      </div>
      <div aria-live="polite">{form.saved && <Notice tone="green" title={t('speak.consent.saved')} />}</div>
    </Stack>
  );
}
