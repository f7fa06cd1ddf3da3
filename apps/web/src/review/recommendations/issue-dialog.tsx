import { useState } from 'react';
import { cardText, withCard } from '../../issues/change-cards.ts';
import {
  cardOf,
  draftOf,
  faultsOf,
  type IssueCard,
  type IssueDraft,
  newIssue,
  readIssueDraft,
} from '../../issues/issue-draft.ts';
import { languageOptions } from '../../issues/languages.ts';
import type { Theme } from '../../issues/themes.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Select } from '../../kit/field.tsx';
import { Notice } from '../../kit/notice.tsx';
import { showToast } from '../../kit/toast.tsx';
import { fieldOf, useKept } from '../drafts.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import { IssueFields } from './issue-fields.tsx';
import styles from './issues.module.css';
import { useWriteSheet } from './use-sheet.ts';

interface Kept {
  readonly draft: IssueDraft;
  readonly language: string;
  /** The card that it was begun on, as it stood. */
  readonly began: string;
}

function readKept(kept: unknown): Kept | undefined {
  const draft = readIssueDraft(fieldOf(kept, 'draft'));
  const [language, began] = [fieldOf(kept, 'language'), fieldOf(kept, 'began')];
  if (draft === null || typeof language !== 'string' || typeof began !== 'string') return undefined;
  return { draft, language, began };
}

const hasEnglish = ({ earlier, changed, recommendations, questions }: IssueDraft): boolean =>
  [earlier, changed, ...recommendations, ...questions].some(({ english }) => english !== '');

interface IssueDialogProps {
  /** Null for a new one. */
  readonly card: IssueCard | null;
  readonly statementId: string;
  /** Of all cards; null until somebody said it. */
  readonly language: string | null;
  readonly themes: readonly Theme[];
  readonly onClose: () => void;
}

/**
 * Corrects what a speaker wrote, or adds to it. What is typed stays in this tab until it was received or thrown away
 * by "Cancel": to close it loses nothing.
 */
export function IssueDialog({ card, statementId, language, themes, onClose }: IssueDialogProps) {
  const { t } = useWords();
  const write = useWriteSheet(statementId);
  const began = cardText(card);
  const [kept, keep] = useKept(`issue.${statementId}.${card?.id ?? 'new'}`, readKept);
  const [draft, setDraft] = useState(() => kept?.draft ?? (card === null ? newIssue() : draftOf(card)));
  const [written, setWritten] = useState(language ?? kept?.language ?? '');
  const [english, setEnglish] = useState(() => hasEnglish(draft));
  const [tried, setTried] = useState(false);
  const faults = faultsOf(draft);
  const change = (patch: Partial<IssueDraft>) => {
    const next = { ...draft, ...patch };
    setDraft(next);
    keep({ draft: next, language: written, began });
  };
  const writeIn = (next: string) => {
    setWritten(next);
    keep({ draft, language: next, began });
  };
  const discard = () => {
    keep(undefined);
    onClose();
  };
  const save = () => {
    setTried(true);
    if (faults.size > 0 || written === '') return;
    write.mutate(
      { change: withCard(cardOf(draft), card), language: written },
      {
        onSuccess: () => {
          showToast({ tone: 'green', text: t(card === null ? 'issues.added' : 'issues.saved') });
          discard();
        },
      },
    );
  };
  const stale = write.error && 'code' in write.error && write.error.code === 'stale';
  const isOld = kept !== undefined && kept.began !== began;
  return (
    <Dialog
      title={t(card === null ? 'issues.addTitle' : 'issues.correctTitle')}
      open
      onClose={onClose}
      alert
      actions={
        <>
          <Button kind="primary" busy={write.isPending && t('review.saving')} onClick={save}>
            {t('review.save')}
          </Button>
          <Button onClick={discard}>{t('review.cancel')}</Button>
        </>
      }
    >
      <div className={styles.fields}>
        {stale || isOld ? (
          <Notice tone="amber" live title={t('issues.gone')} />
        ) : (
          write.error && <ProblemNotice error={write.error} />
        )}
        {card === null && <p className={styles.soft}>{t('issues.addText')}</p>}
        {language === null && (
          <Select
            label={t('issues.languageOf')}
            options={[{ value: '', label: t('issues.languageChoose') }, ...languageOptions(written)]}
            value={written}
            {...(tried && written === '' ? { error: t('issues.languageMissing') } : {})}
            onChange={({ target }) => writeIn(target.value)}
          />
        )}
        <IssueFields
          draft={draft}
          isNew={card === null}
          themes={themes}
          faults={faults}
          tried={tried}
          english={english}
          onChange={change}
        />
        {!english && written !== 'en' && (
          <span>
            <Button icon="plus" onClick={() => setEnglish(true)}>
              {t('issues.withEnglish')}
            </Button>
          </span>
        )}
        {tried && (faults.size > 0 || written === '') && (
          <Notice tone="red" live title={t('issues.notYet')} />
        )}
      </div>
    </Dialog>
  );
}
