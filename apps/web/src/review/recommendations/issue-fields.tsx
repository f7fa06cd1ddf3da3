import {
  EARLIER_RESPONSES,
  QUESTIONS_PER_ISSUE,
  RECOMMENDATIONS_PER_ISSUE,
  UPR_CYCLES,
} from '@rostrum/domain';
import {
  type IssueDraft,
  type IssueFaults,
  newRecommendation,
  newText,
  TEXT_LIMITS,
  type TextDraft,
  type TextPlace,
} from '../../issues/issue-draft.ts';
import { CYCLE_YEARS, type Theme, themeOptions } from '../../issues/themes.ts';
import { Button } from '../../kit/button.tsx';
import { Select, TextArea, TextField } from '../../kit/field.tsx';
import { useStateNames } from '../../kit/state-names.ts';
import { useWords } from '../words/use-words.ts';
import styles from './issues.module.css';

interface IssueFieldsProps {
  readonly draft: IssueDraft;
  /** Not of the speaker. */
  readonly isNew: boolean;
  readonly themes: readonly Theme[];
  /** What is wrong is said once somebody tried to save. */
  readonly faults: IssueFaults;
  readonly tried: boolean;
  /** With an English field below each text. */
  readonly english: boolean;
  readonly onChange: (patch: Partial<IssueDraft>) => void;
}

/** All that a card says, in the order in which it is read. */
export function IssueFields({ draft, isNew, themes, faults, tried, english, onChange }: IssueFieldsProps) {
  const { t, language } = useWords();
  const names = useStateNames(language) ?? {};
  const order = new Intl.Collator(language);
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
      english={english}
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
          onChange({ [place]: all.map((other) => (other.key === one.key ? { ...other, ...patch } : other)) }),
      }),
    );
  const { recommendations, questions } = draft;
  return (
    <>
      <Select
        label={t('issues.theme')}
        options={[
          { value: '', label: t('issues.noTheme') },
          ...themeOptions(themes, { chosen: draft.theme, language }),
        ]}
        value={draft.theme}
        {...(tried && faults.has('theme') ? { error: t('issues.themeMissing') } : {})}
        onChange={({ target }) => onChange({ theme: target.value })}
      />
      <TextField
        label={t(isNew ? 'issues.nameOfNew' : 'issues.name')}
        dir="auto"
        maxLength={TEXT_LIMITS.title}
        value={draft.title}
        onChange={({ target }) => onChange({ title: target.value })}
      />
      {text('earlier', t('issues.earlier'), 'earlier', {
        value: draft.earlier,
        onChange: (patch) => onChange({ earlier: { ...draft.earlier, ...patch } }),
      })}
      <div className={styles.row}>
        <Select
          label={t('issues.recommender')}
          options={[unknown, ...states]}
          value={draft.stateCode}
          onChange={({ target }) => onChange({ stateCode: target.value })}
        />
        <Select
          label={t('issues.cycle')}
          options={[
            unknown,
            ...UPR_CYCLES.map((n) => ({ value: String(n), label: `${n} · ${CYCLE_YEARS[n]}` })),
          ]}
          value={draft.cycle}
          onChange={({ target }) => onChange({ cycle: target.value })}
        />
        <Select
          label={t('issues.response')}
          options={[unknown, ...EARLIER_RESPONSES.map((value) => ({ value, label: t(`issues.${value}`) }))]}
          value={draft.response}
          onChange={({ target }) => onChange({ response: target.value })}
        />
      </div>
      {text('changed', t('issues.changed'), 'changed', {
        value: draft.changed,
        onChange: (patch) => onChange({ changed: { ...draft.changed, ...patch } }),
      })}
      {listed('recommendations', recommendations, t('issues.recommendation'))}
      {recommendations.length < RECOMMENDATIONS_PER_ISSUE && (
        <span>
          <Button
            icon="plus"
            onClick={() => onChange({ recommendations: [...recommendations, newRecommendation()] })}
          >
            {t('issues.addRecommendation')}
          </Button>
        </span>
      )}
      {listed('questions', questions, t('issues.question'))}
      {questions.length < QUESTIONS_PER_ISSUE && (
        <span>
          <Button icon="plus" onClick={() => onChange({ questions: [...questions, newText()] })}>
            {t('issues.addQuestion')}
          </Button>
        </span>
      )}
    </>
  );
}

interface Texts {
  readonly value: { readonly text: string; readonly english: string };
  readonly onChange: (patch: { text?: string; english?: string }) => void;
}

interface TextsProps extends Texts {
  readonly place: TextPlace;
  readonly label: string;
  readonly english: boolean;
  readonly missing: boolean;
}

function Texts({ place, label, value, english, missing, onChange }: TextsProps) {
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
      {english && (
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
