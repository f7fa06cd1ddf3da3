import { ApiProblem } from '@rostrum/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type Ref, useImperativeHandle, useRef, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { TextArea } from '../../kit/field.tsx';
import type { IconName } from '../../kit/icons/icon.tsx';
import { Timecode } from '../../kit/timecode.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import styles from '../studio/studio.module.css';
import { cutOf, type Decision, type Detail, type Take } from '../studio/types.ts';
import { type Looked, usePutStatement } from '../studio/use-statement.ts';
import { useWords } from '../words/use-words.ts';

type Kind = Decision['kind'];

export interface DecideHandle {
  readonly open: (kind: Kind) => void;
}

interface DecideProps {
  readonly detail: Detail;
  readonly take: Take;
  /** The cut that is on show, or exactly what is being edited; null when that was not made. */
  readonly targetCutId: string | null;
  readonly looked: Looked;
  readonly ref: Ref<DecideHandle>;
}

const looks: Readonly<Record<Kind, { kind: 'primary' | 'quiet' | 'danger'; icon: IconName }>> = {
  approve: { kind: 'primary', icon: 'check' },
  ask_changes: { kind: 'quiet', icon: 'edit' },
  decline: { kind: 'quiet', icon: 'close' },
};

export function Decide({ detail, take, targetCutId, looked, ref }: DecideProps) {
  const { t } = useWords();
  const [kind, setKind] = useState<Kind>();
  const cut = cutOf(detail, targetCutId);
  const hindrance = hindranceOf(take, cut);
  useImperativeHandle(ref, () => ({ open: setKind }), []);
  return (
    <section className={styles.section} aria-labelledby="decide">
      <h2 id="decide" className={styles.sectionTitle}>
        {t('decide.title')}
      </h2>
      <p className={styles.about}>
        {t('versions.take', { n: take.number })}
        {cut && (
          <>
            {' · '}
            {t('versions.cut', { n: cut.revision })} · <Timecode ms={cut.measuredMs ?? cut.lengthMs} />
          </>
        )}
      </p>
      {hindrance && <p className={styles.soft}>{t(hindrance)}</p>}
      {detail.consent.unmet.length > 0 && <p className={styles.soft}>{t('decide.unmet')}</p>}
      {kind === undefined ? (
        <div className={styles.kinds}>
          {(['approve', 'ask_changes', 'decline'] as const).map((one) => (
            <Button key={one} kind={looks[one].kind} icon={looks[one].icon} onClick={() => setKind(one)}>
              {t(`decide.${one}`)}
            </Button>
          ))}
        </div>
      ) : (
        <DecisionForm
          key={kind}
          kind={kind}
          detail={detail}
          takeId={take.id}
          cutId={targetCutId}
          may={kind === 'approve' ? hindrance === undefined : take.state === 'ready'}
          looked={looked}
          onDone={() => setKind(undefined)}
        />
      )}
    </section>
  );
}

/** What stands in the way of an approval, said before somebody presses. */
function hindranceOf(take: Take, cut: ReturnType<typeof cutOf>) {
  if (take.state !== 'ready') return 'decide.takeNotReady' as const;
  if (!cut) return 'decide.makeCutFirst' as const;
  if (cut.state !== 'ready') return 'decide.cutNotReady' as const;
  if (cut.fit.fit === 'needs_cut' || cut.fit.fit === 'over_tolerance') return 'decide.tooLong' as const;
  return undefined;
}

interface FormProps {
  readonly kind: Kind;
  readonly detail: Detail;
  readonly takeId: string;
  readonly cutId: string | null;
  readonly may: boolean;
  readonly looked: Looked;
  readonly onDone: () => void;
}

function DecisionForm({ kind, detail, takeId, cutId, may, looked, onDone }: FormProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const put = usePutStatement();
  const id = detail.statement.id;
  const [reason, setReason] = useState(kind === 'approve' ? t('decide.approveReason') : '');
  const [message, setMessage] = useState('');
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const tells = kind !== 'decline';
  const decide = useMutation({
    mutationFn: () =>
      api('POST /api/v1/statements/{id}/decisions', {
        params: { id },
        body: {
          kind,
          takeId,
          cutId,
          reason: reason.trim(),
          version: looked.version,
          ...(tells && message.trim() ? { messageToSpeaker: message.trim() } : {}),
        },
      }),
    onSuccess: (next) => {
      put(next);
      looked.lookAgain(next);
      showToast({ tone: 'green', text: t(`decide.${kind}Done`) });
      onDone();
    },
    // What others did is fetched, and shown beside the form; what was written stays.
    onError: (error) => {
      if (error instanceof ApiProblem && error.status === 409) {
        void client.invalidateQueries({ queryKey: ['statement', id] });
      }
    },
  });
  const reasonMissing = reason.trim() === '';
  const messageMissing = kind === 'ask_changes' && message.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (reasonMissing || messageMissing) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
      return;
    }
    decide.mutate();
  };
  const changed = looked.changed.length > 0;
  return (
    <form ref={form} onSubmit={submit} className={styles.form} noValidate>
      {tells && (
        <TextArea
          label={t('decide.message')}
          hint={t(kind === 'ask_changes' ? 'decide.messageHint' : 'decide.approveMessageHint')}
          optional={kind === 'approve'}
          rows={4}
          maxLength={4000}
          dir="auto"
          autoFocus={kind === 'ask_changes'}
          value={message}
          onChange={(event) => setMessage(event.target.value)}
          {...(tried && messageMissing ? { error: t('decide.messageMissing') } : {})}
        />
      )}
      <TextArea
        label={t('decide.reason')}
        hint={t('decide.reasonHint')}
        rows={2}
        maxLength={4000}
        dir="auto"
        autoFocus={kind === 'decline'}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        {...(tried && reasonMissing ? { error: t('problem.reason_required') } : {})}
      />
      {decide.error && <ProblemNotice error={decide.error} />}
      <div className={styles.buttons}>
        <Button
          kind={kind === 'decline' ? 'danger' : 'primary'}
          icon={looks[kind].icon}
          type="submit"
          disabled={!may || changed}
          busy={decide.isPending && t('review.saving')}
        >
          {t(`decide.${kind}`)}
        </Button>
        <Button kind="plain" onClick={onDone}>
          {t('review.cancel')}
        </Button>
      </div>
      {changed && <p className={styles.soft}>{t('decide.lookFirst')}</p>}
    </form>
  );
}
