import { QUESTIONS_PER_ISSUE, RECOMMENDATIONS_PER_ISSUE, SMART_HINTS } from '@rostrum/domain';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { type CardsChange, sameCard } from '../../issues/change-cards.ts';
import {
  cardOf,
  draftOf,
  faultsOf,
  type IssueCard,
  type IssueDraft,
  newRecommendation,
  newText,
  type RecommendationDraft,
  type TextDraft,
  type TextPlace,
  withCopied,
} from '../../issues/issue-draft.ts';
import { languageOptions } from '../../issues/languages.ts';
import { type Theme, themeOptions } from '../../issues/themes.ts';
import { Button } from '../../kit/button.tsx';
import { Checkbox } from '../../kit/choice.tsx';
import { Select, TextField } from '../../kit/field.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import unfold from '../../kit/unfold.module.css';
import type { Statement } from '../api.ts';
import { keepDraft } from '../rights/drafts.ts';
import { CopyFromText } from './copy-from-text.tsx';
import { EarlierFields } from './earlier-fields.tsx';
import { useIssuesWords } from './issue-words.ts';
import styles from './issues.module.css';
import { MomentField } from './moment-field.tsx';
import { TextPair, useTooLong } from './text-pair.tsx';
import type { Outcome } from './use-issues.ts';

export interface IssueFormProps {
  readonly view: Statement;
  readonly themes: readonly Theme[];
  readonly editing: { readonly draft: IssueDraft; readonly began: IssueCard | null };
  /** Null until somebody said it. */
  readonly sheetLanguage: string | null;
  /** That was chosen when the page was left; empty where none was. */
  readonly keptLanguage: string;
  readonly draftName: string;
  readonly busy: boolean;
  readonly apply: (change: CardsChange, language?: string) => Promise<Outcome>;
  readonly onClose: (saved: boolean) => void;
}

/** One issue as it is being written: kept on this device with every letter, and sent when it is saved. */
export function IssueForm(props: IssueFormProps) {
  const { view, themes, editing, sheetLanguage, keptLanguage, draftName, busy, apply, onClose } = props;
  const { t, language } = useIssuesWords();
  const [draft, setDraft] = useState(editing.draft);
  const [began, setBegan] = useState(editing.began);
  const [theirs, setTheirs] = useState<IssueCard | null | undefined>(undefined);
  const [written, setWritten] = useState(sheetLanguage ?? keptLanguage);
  const [withEnglish, setWithEnglish] = useState(() => hasEnglish(editing.draft));
  const [tried, setTried] = useState(false);
  const [failed, setFailed] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  const keep = (next: IssueDraft, of: string) => keepDraft(draftName, { draft: next, language: of });
  const change = (patch: Partial<IssueDraft>) => {
    const next = { ...draft, ...patch };
    setDraft(next);
    keep(next, written);
  };
  const writeIn = (next: string) => {
    setWritten(next);
    keep(draft, next);
  };
  const faults = faultsOf(draft);
  const faultOf = (field: string) => {
    const fault = faults.get(field);
    // Too long is said at once: nobody should go on writing what does not fit.
    return fault === 'missing' && !tried ? undefined : fault;
  };
  const english = withEnglish && written !== 'en';

  async function save(over: IssueCard | null) {
    const card = cardOf(draft);
    let found: IssueCard | null = null;
    const outcome = await apply((now) => {
      found = now.find(({ id }) => id === card.id) ?? null;
      if (!sameCard(found, over)) return null;
      return found === null ? [...now, card] : now.map((one) => (one.id === card.id ? card : one));
    }, written);
    setFailed(outcome === 'failed');
    if (outcome === 'saved') onClose(true);
    if (outcome === 'changed') setTheirs(found);
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (faults.size > 0 || written === '') {
      heading.current?.scrollIntoView({ block: 'start' });
      return;
    }
    void save(began);
  };
  const takeTheirs = () => {
    if (theirs === undefined || theirs === null) return onClose(false);
    change(draftOf(theirs));
    setBegan(theirs);
    setTheirs(undefined);
  };

  const listOf = <T extends TextDraft>(place: 'recommendations' | 'questions', all: readonly T[]) => ({
    set: (key: string, patch: Partial<T>) =>
      change({ [place]: all.map((one) => (one.key === key ? { ...one, ...patch } : one)) }),
    add: (one: T) => change({ [place]: [...all, one] }),
  });
  const recommendations = listOf<RecommendationDraft>('recommendations', draft.recommendations);
  const questions = listOf<TextDraft>('questions', draft.questions);

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Stack>
        <h3 ref={heading} tabIndex={-1}>
          {t(began === null ? 'issues.form.new' : 'issues.form.change')}
        </h3>
        {tried && faults.has('theme') && <Notice tone="red" live title={t('issues.theme.missing')} />}
        {sheetLanguage === null && (
          <Select
            label={t('issues.language')}
            options={[{ value: '', label: t('issues.language.choose') }, ...languageOptions(written)]}
            value={written}
            {...(tried && written === '' ? { error: t('issues.language.missing') } : {})}
            onChange={({ target }) => writeIn(target.value)}
          />
        )}
        <Select
          label={t('issues.theme')}
          options={[
            { value: '', label: t('issues.theme.none') },
            ...themeOptions(themes, { chosen: draft.theme, language }),
          ]}
          value={draft.theme}
          onChange={({ target }) => change({ theme: target.value })}
        />
        <TextField
          label={t('issues.name')}
          hint={t('issues.name.hint')}
          optional={draft.theme !== ''}
          dir="auto"
          value={draft.title}
          {...(faultOf('title') === undefined ? {} : { error: <TooLong place="title" text={draft.title} /> })}
          onChange={({ target }) => change({ title: target.value })}
        />
        <CopyFromText
          onCopy={(place: Exclude<TextPlace, 'title'>, text) => change(withCopied(draft, place, text))}
        />
        {written !== 'en' && (
          <Checkbox label={t('issues.english')} checked={withEnglish} onChange={setWithEnglish} />
        )}
        <EarlierFields draft={draft} english={english} fault={faultOf('earlier')} onChange={change} />
        <div className={styles.part}>
          <TextPair
            place="changed"
            label={t('issues.changed')}
            hint={t('issues.changed.hint')}
            rows={4}
            value={draft.changed}
            english={english}
            fault={faultOf('changed')}
            onChange={(patch) => change({ changed: { ...draft.changed, ...patch } })}
          />
        </div>
        <fieldset className={styles.part}>
          <legend>{t('issues.recommendations')}</legend>
          {draft.recommendations.map((one, at) => (
            <Stack key={one.key} gap="close">
              <TextPair
                place="recommendations"
                label={t('issues.recommendation', { n: at + 1 })}
                rows={3}
                value={one}
                english={english}
                fault={faultOf(one.key)}
                onChange={(patch) => recommendations.set(one.key, patch)}
              />
              {one.text.trim() !== '' && (
                <Smart one={one} onTick={(smart) => recommendations.set(one.key, { smart })} />
              )}
            </Stack>
          ))}
          {draft.recommendations.length < RECOMMENDATIONS_PER_ISSUE && (
            <div>
              <Button icon="plus" onClick={() => recommendations.add(newRecommendation())}>
                {t('issues.recommendation.add')}
              </Button>
            </div>
          )}
        </fieldset>
        <fieldset className={styles.part}>
          <legend>{t('issues.questions')}</legend>
          <p className={styles.soft}>{t('issues.questions.hint')}</p>
          {draft.questions.map((one, at) => (
            <TextPair
              key={one.key}
              place="questions"
              label={t('issues.question', { n: at + 1 })}
              rows={2}
              value={one}
              english={english}
              fault={faultOf(one.key)}
              onChange={(patch) => questions.set(one.key, patch)}
            />
          ))}
          {draft.questions.length < QUESTIONS_PER_ISSUE && (
            <div>
              <Button icon="plus" onClick={() => questions.add(newText())}>
                {t('issues.question.add')}
              </Button>
            </div>
          )}
        </fieldset>
        <MomentField takes={view.takes} moment={draft.moment} onChange={(moment) => change({ moment })} />
        {theirs !== undefined && (
          <Notice
            tone="amber"
            live
            title={t('issues.changed.elsewhere')}
            action={
              <Actions>
                <Button kind="primary" onClick={() => void save(theirs)}>
                  {t('issues.mine')}
                </Button>
                <Button onClick={takeTheirs}>{t('issues.theirs')}</Button>
              </Actions>
            }
          />
        )}
        {failed && <Notice tone="neutral" live title={t('issues.kept')} />}
        <Actions>
          <Button type="submit" kind="primary" busy={busy && t('issues.saving')}>
            {t('issues.save')}
          </Button>
          <Button kind="plain" onClick={() => onClose(false)}>
            {t('issues.cancel')}
          </Button>
        </Actions>
      </Stack>
    </form>
  );
}

function hasEnglish({ earlier, changed, recommendations, questions }: IssueDraft): boolean {
  return [earlier, changed, ...recommendations, ...questions].some(({ english }) => english !== '');
}

interface SmartProps {
  readonly one: RecommendationDraft;
  readonly onTick: (smart: RecommendationDraft['smart']) => void;
}

/** Five questions that make a recommendation better; nothing hangs on the answers. */
function Smart({ one, onTick }: SmartProps) {
  const { t } = useIssuesWords();
  return (
    <details className={unfold.row}>
      <summary>
        {t('issues.smart')} {one.smart.length > 0 && `${one.smart.length}/${SMART_HINTS.length}`}
      </summary>
      <p className={styles.soft}>{t('issues.smart.hint')}</p>
      <div className={styles.ticks}>
        {SMART_HINTS.map((hint) => (
          <Checkbox
            key={hint}
            label={t(`issues.smart.${hint}`)}
            checked={one.smart.includes(hint)}
            onChange={(checked) =>
              onTick(checked ? [...one.smart, hint] : one.smart.filter((other) => other !== hint))
            }
          />
        ))}
      </div>
    </details>
  );
}

function TooLong({ place, text }: { readonly place: TextPlace; readonly text: string }) {
  const tooLong = useTooLong();
  return tooLong(place, text.trim().length);
}
