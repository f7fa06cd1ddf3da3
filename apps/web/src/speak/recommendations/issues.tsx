import { ISSUES_LIMIT } from '@rostrum/domain';
import { useState } from 'react';
import { moveCard, putBackCard } from '../../issues/change-cards.ts';
import {
  draftOf,
  type IssueCard,
  type IssueDraft,
  newIssue,
  readIssueDraft,
} from '../../issues/issue-draft.ts';
import { issueName } from '../../issues/themes.ts';
import { Button } from '../../kit/button.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import type { Statement } from '../api.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { forgetDraft, readDraft } from '../rights/drafts.ts';
import page from '../statement/page.module.css';
import { IssueForm } from './issue-form.tsx';
import { IssueRow } from './issue-row.tsx';
import { useIssuesWords } from './issue-words.ts';
import styles from './issues.module.css';
import { SheetLanguage } from './sheet-language.tsx';
import { type FirstIssues, useIssues } from './use-issues.ts';

/** Named after its statement: it goes with it. */
const draftName = (statementId: string) => `issue.${statementId}`;

interface Editing {
  readonly draft: IssueDraft;
  /** As the card stood when the writing began; null for a new one. */
  readonly began: IssueCard | null;
}

/** What this speaker asks of the State, issue by issue. */
export function Issues({ view, first }: { readonly view: Statement; readonly first: FirstIssues }) {
  const { t } = useIssuesWords();
  const left = readDraft(draftName(view.statement.id));
  const kept = readIssueDraft(left?.draft ?? null);
  const keptLanguage = typeof left?.language === 'string' ? left.language : '';
  const [open, setOpen] = useState(kept !== null);
  const issues = useIssues(view, first);
  const { sheet } = issues;
  return (
    <details className={page.part} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{t('issues.title')}</h2>
        {sheet !== null && <span className={page.soft}>{t('issues.count', { n: sheet.cards.length })}</span>}
      </summary>
      {open && <Inside view={view} issues={issues} kept={kept} keptLanguage={keptLanguage} />}
    </details>
  );
}

interface InsideProps {
  readonly view: Statement;
  readonly issues: ReturnType<typeof useIssues>;
  readonly kept: IssueDraft | null;
  readonly keptLanguage: string;
}

function Inside({ view, issues, kept, keptLanguage }: InsideProps) {
  const { t, date, language } = useIssuesWords();
  const { sheet, themes, problem, busy, load, apply } = issues;
  const { statement, session } = view;
  const [editing, setEditing] = useState<Editing | null>(null);
  const [undo, setUndo] = useState<{ card: IssueCard; at: number } | null>(null);
  const [saved, setSaved] = useState(false);
  const [resumed, setResumed] = useState(kept === null);
  if (sheet === null) {
    if (problem === null) return <Skeleton shape="row" count={2} />;
    return (
      <ProblemNotice
        problem={problem}
        title={t('speak.failed')}
        action={
          <Button icon="replay" onClick={() => void load()}>
            {t('kit.retry')}
          </Button>
        }
      />
    );
  }
  const { cards } = sheet;
  // What was being written when the page was left is opened again, where it was.
  const shown: Editing | null =
    editing ??
    (resumed || kept === null
      ? null
      : { draft: kept, began: cards.find(({ id }) => id === kept.id) ?? null });
  const close = (done: boolean) => {
    forgetDraft(draftName(statement.id));
    setResumed(true);
    setEditing(null);
    setSaved(done);
  };
  const begin = (draft: IssueDraft, began: IssueCard | null) => {
    setSaved(false);
    setUndo(null);
    setEditing({ draft, began });
  };
  const nameOf = (card: IssueCard) => issueName(card, { themes, language });
  const move = (id: string, by: number) => apply(moveCard(id, by));
  const remove = async (card: IssueCard) => {
    const at = cards.findIndex(({ id }) => id === card.id);
    setSaved(false);
    const outcome = await apply((now) => now.filter(({ id }) => id !== card.id));
    if (outcome === 'saved') setUndo({ card, at });
  };
  const putBack = async () => {
    if (undo === null) return;
    const outcome = await apply(putBackCard(undo.card, undo.at));
    if (outcome !== 'saved') return;
    setUndo(null);
    setSaved(true);
  };
  const mayWrite = session.acceptsUploads;
  const form = shown !== null && (
    <IssueForm
      // Another card is another form.
      key={shown.draft.id}
      view={view}
      themes={themes}
      editing={shown}
      sheetLanguage={sheet.language}
      keptLanguage={keptLanguage}
      draftName={draftName(statement.id)}
      busy={busy}
      apply={apply}
      onClose={close}
    />
  );
  return (
    <Stack>
      <p>{t('issues.text')}</p>
      <p className={styles.soft}>{t('issues.who')}</p>
      {!mayWrite && <Notice tone="neutral" title={t('issues.closed')} />}
      {sheet.shownVersion !== null && sheet.shownVersion !== sheet.version && (
        <Notice tone="neutral" title={t('issues.notShown')} />
      )}
      {sheet.writtenBy === 'staff' && sheet.writtenAt !== null && (
        <p className={styles.soft}>
          {t('issues.byStaff', {
            when: date(sheet.writtenAt, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' }),
          })}
        </p>
      )}
      {problem !== null && <ProblemNotice problem={problem} title={t('speak.failed')} nothingLost />}
      {sheet.language !== null && mayWrite && cards.length > 0 && (
        <SheetLanguage saved={sheet.language} busy={busy} apply={apply} />
      )}
      <div aria-live="polite">
        {saved && shown === null && <Notice tone="green" title={t('issues.saved')} />}
        {undo !== null && (
          <Notice
            tone="neutral"
            title={t('issues.removed', { name: nameOf(undo.card) })}
            action={
              <Button icon="undo" onClick={() => void putBack()}>
                {t('issues.undo')}
              </Button>
            }
          />
        )}
      </div>
      {cards.length > 0 && (
        <ol className={styles.list}>
          {cards.map((card, at) => (
            <li key={card.id}>
              {shown?.draft.id === card.id ? (
                form
              ) : (
                <IssueRow
                  card={card}
                  name={nameOf(card)}
                  first={at === 0}
                  last={at === cards.length - 1}
                  {...(mayWrite && shown === null
                    ? {
                        onEdit: () => begin(draftOf(card), card),
                        onMove: (by: number) => void move(card.id, by),
                        onRemove: () => void remove(card),
                      }
                    : {})}
                />
              )}
            </li>
          ))}
        </ol>
      )}
      {shown !== null && !cards.some(({ id }) => id === shown.draft.id) && form}
      {mayWrite && shown === null && (
        <Actions>
          {cards.length < ISSUES_LIMIT ? (
            <Button icon="plus" onClick={() => begin(newIssue(), null)}>
              {t('issues.add')}
            </Button>
          ) : (
            <p className={styles.soft}>{t('issues.full', { n: ISSUES_LIMIT })}</p>
          )}
        </Actions>
      )}
    </Stack>
  );
}
