import { EARLIER_RESPONSES, UPR_CYCLES } from '@rostrum/domain';
import { useState } from 'react';
import {
  cardOf,
  draftOf,
  faultsOf,
  type IssueCard,
  readIssueDraft,
  TEXT_LIMITS,
  type TextDraft,
  type TextPlace,
} from '../../issues/issue-draft.ts';
import { CYCLE_YEARS, type Theme, themeOptions } from '../../issues/themes.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Select, TextArea, TextField } from '../../kit/field.tsx';
import { Notice } from '../../kit/notice.tsx';
import { useStateNames } from '../../kit/state-names.ts';
import { showToast } from '../../kit/toast.tsx';
import { useKept } from '../drafts.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './issues.module.css';
import type { useSheet } from './use-sheet.ts';

interface IssueDialogProps {
  readonly card: IssueCard;
  readonly statementId: string;
  readonly themes: readonly Theme[];
  readonly write: ReturnType<typeof useSheet>['write'];
  readonly onClose: () => void;
}

/** Corrects what a speaker wrote; what is typed stays in this tab until it was received. */
export function IssueDialog({ card, statementId, themes, write, onClose }: IssueDialogProps) {
  const { t, language } = useWords();
  const [kept, keep] = useKept(`issue.${statementId}.${card.id}`, (one) => readIssueDraft(one) ?? undefined);
  const [draft, setDraft] = useState(kept ?? draftOf(card));
  const [tried, setTried] = useState(false);
  const names = useStateNames(language) ?? {};
  const order = new Intl.Collator(language);
  const faults = faultsOf(draft);
  const change = (patch: Partial<typeof draft>) => {
    const next = { ...draft, ...patch };
    setDraft(next);
    keep(next);
  };
  const save = () => {
    setTried(true);
    if (faults.size > 0) return;
    write.mutate(
      { card, to: cardOf(draft) },
      {
        onSuccess: () => {
          keep(undefined);
          showToast({ tone: 'green', text: t('issues.saved') });
          onClose();
        },
      },
    );
  };
  const stale = write.error && 'code' in write.error && write.error.code === 'stale';
  const unknown = { value: '', label: t('issues.unknown') };
  const states = Object.entries(names)
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => order.compare(a.label, b.label));
  const text = (place: Exclude<TextPlace, 'title'>, label: string, field: string, of: Texts) => (
    <Texts
      key={field}
      place={place}
      label={label}
      value={of.value}
      missing={faults.get(field) === 'missing' && tried}
      onChange={of.onChange}
    />
  );
  const listed = <T extends TextDraft>(
    place: 'recommendations' | 'questions',
    all: readonly T[],
    what: string,
  ) =>
    all.map((one, at) =>
      text(place, t('issues.n', { what, n: at + 1 }), one.key, {
        value: one,
        onChange: (patch) =>
          change({ [place]: all.map((other) => (other.key === one.key ? { ...other, ...patch } : other)) }),
      }),
    );
  return (
    <Dialog
      title={t('issues.correctTitle')}
      open
      onClose={() => {
        keep(undefined);
        onClose();
      }}
      alert
      actions={
        <>
          <Button kind="primary" busy={write.isPending && t('review.saving')} onClick={save}>
            {t('review.save')}
          </Button>
          <Button
            onClick={() => {
              keep(undefined);
              onClose();
            }}
          >
            {t('review.cancel')}
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        {stale ? (
          <Notice tone="amber" live title={t('issues.gone')} />
        ) : (
          write.error && <ProblemNotice error={write.error} />
        )}
        <Select
          label={t('issues.theme')}
          options={[
            { value: '', label: t('issues.noTheme') },
            ...themeOptions(themes, { chosen: draft.theme, language }),
          ]}
          value={draft.theme}
          {...(tried && faults.has('theme') ? { error: t('issues.themeMissing') } : {})}
          onChange={({ target }) => change({ theme: target.value })}
        />
        <TextField
          label={t('issues.name')}
          dir="auto"
          maxLength={TEXT_LIMITS.title}
          value={draft.title}
          onChange={({ target }) => change({ title: target.value })}
        />
        {text('earlier', t('issues.earlier'), 'earlier', {
          value: draft.earlier,
          onChange: (patch) => change({ earlier: { ...draft.earlier, ...patch } }),
        })}
        <div className={styles.row}>
          <Select
            label={t('issues.recommender')}
            options={[unknown, ...states]}
            value={draft.stateCode}
            onChange={({ target }) => change({ stateCode: target.value })}
          />
          <Select
            label={t('issues.cycle')}
            options={[
              unknown,
              ...UPR_CYCLES.map((n) => ({ value: String(n), label: `${n} · ${CYCLE_YEARS[n]}` })),
            ]}
            value={draft.cycle}
            onChange={({ target }) => change({ cycle: target.value })}
          />
          <Select
            label={t('issues.response')}
            options={[unknown, ...EARLIER_RESPONSES.map((value) => ({ value, label: t(`issues.${value}`) }))]}
            value={draft.response}
            onChange={({ target }) => change({ response: target.value })}
          />
        </div>
        {text('changed', t('issues.changed'), 'changed', {
          value: draft.changed,
          onChange: (patch) => change({ changed: { ...draft.changed, ...patch } }),
        })}
        {listed('recommendations', draft.recommendations, t('issues.recommendation'))}
        {listed('questions', draft.questions, t('issues.question'))}
      </div>
    </Dialog>
  );
}

interface Texts {
  readonly value: { readonly text: string; readonly english: string };
  readonly onChange: (patch: { text?: string; english?: string }) => void;
}

interface TextsProps extends Texts {
  readonly place: TextPlace;
  readonly label: string;
  readonly missing: boolean;
}

function Texts({ place, label, value, missing, onChange }: TextsProps) {
  const { t, number } = useWords();
  const limit = TEXT_LIMITS[place];
  const fault = (text: string) =>
    text.trim().length > limit
      ? { error: t('issues.tooLong', { length: number(text.trim().length), limit: number(limit) }) }
      : {};
  return (
    <>
      <TextArea
        label={label}
        dir="auto"
        rows={3}
        value={value.text}
        {...(missing ? { error: t('issues.textMissing') } : fault(value.text))}
        onChange={({ target }) => onChange({ text: target.value })}
      />
      {value.english !== '' && (
        <TextArea
          label={t('issues.inEnglish', { what: label })}
          lang="en"
          dir="auto"
          rows={3}
          value={value.english}
          {...fault(value.english)}
          onChange={({ target }) => onChange({ english: target.value })}
        />
      )}
    </>
  );
}
