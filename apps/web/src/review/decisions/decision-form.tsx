import { ApiProblem } from '@rostrum/client';
import { languageDirection } from '@rostrum/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Select, TextArea } from '../../kit/field.tsx';
import { Notice } from '../../kit/notice.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { judgingOf, type Open } from '../checklist/use-checklist.ts';
import { useDraft } from '../drafts.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import styles from '../studio/studio.module.css';
import type { Decision, Detail } from '../studio/types.ts';
import { type Looked, usePutStatement } from '../studio/use-statement.ts';
import { useWords } from '../words/use-words.ts';
import { decisionLooks } from './decision-looks.ts';
import decisions from './decisions.module.css';
import { languageName } from './language-name.ts';
import { OpenQuestions } from './open-questions.tsx';
import { type Sent, whatBecameOf } from './sent-decision.ts';
import { languageOf, useTemplates, useTemplateTitle } from './use-templates.ts';

type Kind = Decision['kind'];

export interface DecisionFormProps {
  readonly kind: Kind;
  readonly label: string;
  readonly detail: Detail;
  readonly takeId: string;
  readonly cutId: string | null;
  readonly may: boolean;
  readonly looked: Looked;
  readonly open: Open | undefined;
  readonly onDone: () => void;
}

/** What is written stays until it was received: through a reload, a lost line and a sign-in that ended. */
export function DecisionForm(props: DecisionFormProps) {
  const { kind, label, detail, takeId, cutId, may, looked, open, onDone } = props;
  const { t, language: reader } = useWords();
  const client = useQueryClient();
  const put = usePutStatement();
  const id = detail.statement.id;
  const [keptReason, setReason] = useDraft(`${id}.decide.${kind}.reason`);
  const [keptMessage, setMessage] = useDraft(`${id}.decide.${kind}.message`);
  const [keptId, setDecisionId] = useDraft(`${id}.decide.${kind}.id`);
  const [tried, setTried] = useState(false);
  const [asked, setAsked] = useState(false);
  const [unsent, setUnsent] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const reason = keptReason ?? (kind === 'approve' ? t('decide.approveReason') : '');
  const message = keptMessage ?? '';

  const words = useRef({ reason, message });
  words.current = { reason, message };

  const decide = useMutation({
    scope: judgingOf(takeId),
    mutationFn: (sent: Sent) =>
      api('POST /api/v1/statements/{id}/decisions', {
        params: { id },
        body: {
          ...sent,
          reason: reason.trim(),
          version: looked.version,
          ...(looked.seen ? { seen: looked.seen } : {}),
          ...(message.trim() ? { messageToSpeaker: message.trim() } : {}),
        },
      }),
    onSuccess: (next, sent) => {
      put(next);
      settle(sent, next);
    },
    // What others did is fetched, and shown beside the form; what was written stays.
    onError: (error) => {
      if (error instanceof ApiProblem && (error.status === 409 || error.status === 0)) {
        void client.invalidateQueries({ queryKey: ['statement', id] });
      }
    },
  });
  const offline = decide.error instanceof ApiProblem && decide.error.code === 'offline';
  /** Only what arrived as it is written is done, and only then are the words let go. */
  const settle = (sent: Sent, next: Detail) => {
    const became = whatBecameOf({ ...sent, ...words.current }, next.decisions);
    if (became === 'way') return;
    setDecisionId(undefined);
    // To press again would be to decide once more.
    if (became !== 'spent' || offline) decide.reset();
    if (became === 'spent') return;
    looked.lookAgain(next);
    setUnsent(became === 'other_words');
    if (became === 'other_words') return;
    setReason(undefined);
    setMessage(undefined);
    showToast({ tone: 'green', text: t(`decide.${kind}Done`) });
    onDone();
  };
  // Its answer was lost, and it had arrived.
  const known = detail.decisions.some((one) => one.id === keptId);
  const settleNow = useRef<() => void>(undefined);
  settleNow.current = () => {
    if (keptId) settle({ id: keptId, kind, takeId, cutId }, detail);
  };
  useEffect(() => {
    if (known && !decide.isPending) settleNow.current?.();
  }, [known, decide.isPending]);

  const reasonMissing = reason.trim() === '';
  const messageMissing = kind === 'ask_changes' && message.trim() === '';
  const leavesOpen =
    kind === 'approve' && (open === undefined || open.unanswered.length + open.no.length > 0);
  const changed = looked.changed.length > 0;
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (!may || changed || decide.isPending) return;
    setTried(true);
    if (reasonMissing || messageMissing) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
      return;
    }
    if (leavesOpen && !asked) {
      setAsked(true);
      return;
    }
    const decisionId = keptId ?? crypto.randomUUID();
    setDecisionId(decisionId);
    setUnsent(false);
    decide.mutate({ id: decisionId, kind, takeId, cutId });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onDone();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const language = languageOf(detail.language);
  return (
    <form ref={form} onSubmit={submit} onKeyDown={onKeyDown} className={styles.form} noValidate>
      <TemplateChoice kind={kind} language={language} onChoose={setMessage} />
      <TextArea
        label={t('decide.messageIn', { language: languageName(language, reader) })}
        hint={t(kind === 'ask_changes' ? 'decide.messageHint' : 'decide.approveMessageHint')}
        optional={kind !== 'ask_changes'}
        rows={3}
        maxLength={4000}
        lang={language}
        dir={message === '' ? languageDirection(language) : 'auto'}
        autoFocus={kind === 'ask_changes'}
        value={message}
        onChange={(event) => setMessage(event.target.value)}
        {...(tried && messageMissing ? { error: t('decide.messageMissing') } : {})}
      />
      <TextArea
        label={t('decide.reason')}
        hint={t('decide.reasonHint')}
        rows={2}
        maxLength={4000}
        dir="auto"
        autoFocus={kind !== 'ask_changes'}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        {...(tried && reasonMissing ? { error: t('problem.reason_required') } : {})}
      />
      {asked && leavesOpen && <OpenQuestions open={open} />}
      {unsent && <Notice tone="amber" title={t('decide.otherWords')} live />}
      {decide.error && (
        <ProblemNotice error={decide.error} {...(offline ? { text: t('decide.offline') } : {})} />
      )}
      <div className={decisions.buttons}>
        <Button
          kind={kind === 'decline' ? 'danger' : 'primary'}
          icon={decisionLooks[kind].icon}
          type="submit"
          disabled={!may || changed}
          title={t('remarks.sendKey')}
          busy={decide.isPending && t('review.saving')}
        >
          {asked && leavesOpen ? t('decide.anyway') : label}
        </Button>
        <Button kind="plain" onClick={onDone}>
          {t('review.cancel')}
        </Button>
      </div>
      {changed && <p className={styles.soft}>{t('decide.lookFirst')}</p>}
    </form>
  );
}

interface TemplateChoiceProps {
  readonly kind: Kind;
  readonly language: ReturnType<typeof languageOf>;
  readonly onChoose: (text: string) => void;
}

/** Fills the message, which stays free to be changed. Without templates at hand there is nothing to choose. */
function TemplateChoice({ kind, language, onChoose }: TemplateChoiceProps) {
  const { t } = useWords();
  const templates = useTemplates();
  const titleOf = useTemplateTitle();
  const ofKind = templates.data?.templates.filter((one) => one.kind === kind) ?? [];
  const [chosen, setChosen] = useState('');
  if (ofKind.length === 0) return null;
  return (
    <Select
      label={t('decide.template')}
      value={chosen}
      options={[
        { value: '', label: t('decide.noTemplate') },
        ...ofKind.map((one) => ({ value: one.id, label: titleOf(one) })),
      ]}
      onChange={(event) => {
        setChosen(event.target.value);
        const template = ofKind.find(({ id }) => id === event.target.value);
        if (template) onChoose(template.texts[language]);
      }}
    />
  );
}
