import { EARLIER_RESPONSES, UPR_CYCLES } from '@rostrum/domain';
import { useState } from 'react';
import type { IssueDraft, IssueFault } from '../../issues/issue-draft.ts';
import { CYCLE_YEARS } from '../../issues/themes.ts';
import { Select } from '../../kit/field.tsx';
import { useStateNames } from '../../kit/state-names.ts';
import unfold from '../../kit/unfold.module.css';
import { useIssuesWords } from './issue-words.ts';
import styles from './issues.module.css';
import { TextPair } from './text-pair.tsx';

export interface EarlierFieldsProps {
  readonly draft: IssueDraft;
  readonly english: boolean;
  readonly fault: IssueFault | undefined;
  readonly onChange: (patch: Partial<IssueDraft>) => void;
}

/** What another State recommended before, and what became of it; closed where nobody said anything of it. */
export function EarlierFields({ draft, english, fault, onChange }: EarlierFieldsProps) {
  const { t, language } = useIssuesWords();
  const { cycle, stateCode, response, earlier } = draft;
  const filled = [cycle, stateCode, response, earlier.text, earlier.english].some((one) => one !== '');
  const [open, setOpen] = useState(filled);
  const names = useStateNames(language) ?? {};
  const order = new Intl.Collator(language);
  const states = Object.entries(names)
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => order.compare(a.label, b.label));
  const known = stateCode === '' || states.some(({ value }) => value === stateCode);
  const unknown = { value: '', label: t('issues.unknown') };
  return (
    <details
      className={unfold.row}
      open={open || fault !== undefined}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{t('issues.earlier.title')}</summary>
      <div className={styles.part}>
        <TextPair
          place="earlier"
          label={t('issues.earlier')}
          rows={3}
          value={earlier}
          english={english}
          fault={fault}
          missing={t('issues.earlier.missing')}
          onChange={(patch) => onChange({ earlier: { ...earlier, ...patch } })}
        />
        <Select
          label={t('issues.by')}
          options={[unknown, ...states, ...(known ? [] : [{ value: stateCode, label: stateCode }])]}
          value={stateCode}
          onChange={({ target }) => onChange({ stateCode: target.value })}
        />
        <Select
          label={t('issues.cycle')}
          options={[
            unknown,
            ...UPR_CYCLES.map((n) => ({
              value: String(n),
              label: t('issues.cycle.n', { n, years: `\u2066${CYCLE_YEARS[n]}\u2069` }),
            })),
          ]}
          value={cycle}
          onChange={({ target }) => onChange({ cycle: target.value })}
        />
        <Select
          label={t('issues.response')}
          options={[
            unknown,
            ...EARLIER_RESPONSES.map((value) => ({ value, label: t(`issues.response.${value}`) })),
          ]}
          value={response}
          onChange={({ target }) => onChange({ response: target.value })}
        />
      </div>
    </details>
  );
}
