import { CONSENT_TEXT, NAME_LENGTH } from '@rostrum/domain';
import { type ReactNode, useEffect, useRef } from 'react';
import { RadioGroup } from '../../kit/choice.tsx';
import { TextField } from '../../kit/field.tsx';
import { join } from '../../kit/join.ts';
import { Notice } from '../../kit/notice.tsx';
import { Stack } from '../../kit/surface.tsx';
import unfold from '../../kit/unfold.module.css';
import { audiences } from '../api.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { type Face, faces, namings, voices } from './consent-fields.ts';
import styles from './rights.module.css';
import { useRightsWords } from './rights-words.ts';
import type { ConsentForm } from './use-consent.ts';

export interface ConsentChoicesProps {
  readonly form: ConsentForm;
  /** There is no picture, so no face to hide. */
  readonly soundOnly: boolean;
  /** What else is asked; what is missing in it is gone to as well. */
  readonly children?: ReactNode;
}

/** Who may see it, how the speaker appears, and the words that are agreed to. */
export function ConsentChoices({ form, soundOnly, children }: ConsentChoicesProps) {
  const { t } = useRightsWords();
  const { fields, change, missing, problem } = form;
  const around = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (missing.length > 0) around.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [missing]);
  // Whoever pressed the button may be far from here.
  const said = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem) said.current?.focus();
  }, [problem]);
  const unmet = (fields.face === 'hidden' && !soundOnly) || fields.voice === 'changed';
  const faceHint = (value: Face) => {
    if (!soundOnly) return { hint: t(`rights.face.${value}.hint`) };
    return value === 'hidden' ? { hint: t('rights.face.sound.hint') } : {};
  };
  const ownWay = fields.face !== 'as_sent' || fields.voice !== 'as_sent';
  return (
    <div ref={around}>
      <Stack>
        <RadioGroup
          label={t('speak.consent.audience')}
          value={fields.audience}
          onChange={(audience) => change({ audience })}
          options={audiences.map((value) => ({
            value,
            label: t(`speak.consent.${value}`),
            hint: t(`speak.consent.${value}.hint`),
          }))}
        />
        <RadioGroup
          label={t('rights.named')}
          value={fields.named}
          onChange={(named) => change({ named })}
          options={namings.map((value) => ({
            value,
            label: t(`rights.named.${value}`),
            hint: t(`rights.named.${value}.hint`),
          }))}
        />
        {fields.named === 'name' && (
          <TextField
            label={t('rights.name')}
            value={fields.speakerName}
            maxLength={NAME_LENGTH}
            dir="auto"
            autoComplete="off"
            {...(missing.includes('speakerName') ? { error: t('rights.name.missing') } : {})}
            onChange={(event) => change({ speakerName: event.target.value })}
          />
        )}
        <div>
          <details className={join(unfold.row, styles.more)} open={ownWay || undefined}>
            <summary>{t('rights.faceVoice')}</summary>
            <Stack>
              <RadioGroup
                label={t('rights.face')}
                value={fields.face}
                onChange={(face) => change({ face })}
                options={faces.map((value) => ({
                  value,
                  label: t(`rights.face.${value}`),
                  ...faceHint(value),
                }))}
              />
              <RadioGroup
                label={t('rights.voice')}
                value={fields.voice}
                onChange={(voice) => change({ voice })}
                options={voices.map((value) => ({
                  value,
                  label: t(`rights.voice.${value}`),
                  ...(value === 'as_sent' ? {} : { hint: t(`rights.voice.${value}.hint`) }),
                }))}
              />
            </Stack>
          </details>
          <div aria-live="polite">
            {unmet && (
              <Notice tone="amber" title={t('rights.unmet')}>
                {t('rights.unmet.text')}
              </Notice>
            )}
          </div>
        </div>
        {form.asksToAgree ? <Agreement form={form} /> : <p className={styles.soft}>{t('rights.agreed')}</p>}
        {children}
        {problem && (
          <div ref={said} tabIndex={-1}>
            <ProblemNotice problem={problem} title={t('speak.failed')} />
          </div>
        )}
      </Stack>
    </div>
  );
}

function Agreement({ form: { fields, change, missing } }: { readonly form: ConsentForm }) {
  const { t, language } = useRightsWords();
  return (
    <Stack gap="close">
      <h3 className={styles.apart}>{t('rights.text')}</h3>
      <ul className={styles.consequences}>
        {CONSENT_TEXT[language].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <TextField
        label={t('rights.agree')}
        hint={t('rights.agree.hint')}
        value={fields.agreedBy}
        maxLength={NAME_LENGTH}
        dir="auto"
        autoComplete="off"
        {...(missing.includes('agreedBy') ? { error: t('rights.agree.missing') } : {})}
        onChange={(event) => change({ agreedBy: event.target.value })}
      />
    </Stack>
  );
}
