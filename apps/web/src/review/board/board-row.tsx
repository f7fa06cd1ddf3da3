import { useMutation, useQueryClient } from '@tanstack/react-query';
import { memo } from 'react';
import { Button } from '../../kit/button.tsx';
import { Icon } from '../../kit/icons/icon.tsx';
import { join } from '../../kit/join.ts';
import { State } from '../../kit/state.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { useProblemText } from '../problem-notice.tsx';
import { Go, to } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import { LengthAgainstFloor } from './length-against-floor.tsx';
import styles from './row.module.css';
import { type Selection, useIsChosen } from './selection.ts';
import { type BoardRow, isMissing, stageLooks } from './stages.ts';
import { WordsMarks } from './words-marks.tsx';

export interface RowTools {
  readonly sessionId: string;
  readonly timeZone: string;
  readonly selection: Selection;
  readonly nameOf: (userId: string) => string;
  /** Opens the menu beside the button. */
  readonly onAssign: (statementId: string, at: HTMLElement) => void;
}

interface RowProps {
  readonly row: BoardRow;
  readonly tools: RowTools;
}

/**
 * What lies in a row. Drawn again only when it changed itself: the board tells of every percent of hundreds of
 * statements, and a filter only hides what stands around it.
 */
export const Row = memo(function Row({ row, tools }: RowProps) {
  const { t } = useWords();
  const look = stageLooks[row.stage];
  const { organisation, take, statementId } = row;
  return (
    <>
      <Tick id={statementId} name={organisation.name} selection={tools.selection} />
      <Go href={to.statement(statementId)} className={styles.name}>
        <bdi>{organisation.name}</bdi>
      </Go>
      <span className={styles.kind}>
        {organisation.kind === 'nhri' && organisation.nhriStatus
          ? t('kind.nhriStatus', { status: organisation.nhriStatus })
          : t(`kind.${organisation.kind}`)}
      </span>
      <span className={styles.stage}>
        <State tone={look.tone} icon={look.icon}>
          {t(`stage.${row.stage}`)}
        </State>
        {row.consentEnded && (
          <State tone="amber" icon="lock">
            {t('board.ended')}
          </State>
        )}
        {row.unmet.length > 0 && (
          <State tone="amber" icon="lock">
            {t('board.unmet')}
          </State>
        )}
        <OpenRemarks open={row.open} />
      </span>
      <span className={styles.words}>
        <WordsMarks words={row.words} />
      </span>
      <span className={styles.length}>
        {take === null && row.deadlineAt !== null && isMissing(row) ? (
          <Until at={row.deadlineAt} timeZone={tools.timeZone} />
        ) : (
          <LengthAgainstFloor row={row} />
        )}
      </span>
      <Assignee row={row} tools={tools} />
      <span className={join(styles.action, !row.stuck && styles.noAction)}>
        {row.stuck && take && <Retry takeId={take.id} sessionId={tools.sessionId} name={organisation.name} />}
      </span>
    </>
  );
});

/** What is not settled between the staff, and with the speaker. */
function OpenRemarks({ open: { notes, comments } }: Pick<BoardRow, 'open'>) {
  const { t } = useWords();
  if (notes + comments === 0) return null;
  const said = [
    notes > 0 && t('board.openNotes', { n: notes }),
    comments > 0 && t('board.openComments', { n: comments }),
  ];
  return (
    <span className={styles.remarks} title={t('board.open')}>
      {said.filter(Boolean).join(' · ')}
    </span>
  );
}

interface TickProps {
  readonly id: string;
  readonly name: string;
  readonly selection: Selection;
}

function Tick({ id, name, selection }: TickProps) {
  const { t } = useWords();
  const chosen = useIsChosen(selection, id);
  return (
    <label className={styles.tick}>
      <input
        type="checkbox"
        className={styles.box}
        checked={chosen}
        aria-label={t('board.choose', { name })}
        onChange={() => selection.toggle(id)}
      />
    </label>
  );
}

function Until({ at, timeZone }: { readonly at: string; readonly timeZone: string }) {
  const { t, date } = useWords();
  const when = date(at, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone });
  return <span className={styles.soft}>{t('board.until', { when })}</span>;
}

function Assignee({ row, tools }: { readonly row: BoardRow; readonly tools: RowTools }) {
  const { t } = useWords();
  const { assignedToId, statementId, organisation } = row;
  const name = assignedToId === null ? null : tools.nameOf(assignedToId);
  return (
    <button
      type="button"
      className={join(styles.assignee, name === null && styles.nobody)}
      aria-haspopup="menu"
      aria-label={t('board.assigneeOf', { name: organisation.name, who: name ?? t('board.nobody') })}
      onClick={(event) => tools.onAssign(statementId, event.currentTarget)}
    >
      <Icon name="person" size={16} />
      <span>{name ?? t('board.nobody')}</span>
    </button>
  );
}

interface RetryProps {
  readonly takeId: string;
  readonly sessionId: string;
  readonly name: string;
}

function Retry({ takeId, sessionId, name }: RetryProps) {
  const { t } = useWords();
  const text = useProblemText();
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: () => api('POST /api/v1/takes/{id}/retry', { params: { id: takeId } }),
    onSuccess: () => showToast({ tone: 'green', text: t('board.retried', { name }) }),
    onError: (error) => showToast({ tone: 'red', text: text(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['board', sessionId] }),
  });
  return (
    <Button
      kind="plain"
      icon="replay"
      iconOnly
      busy={retry.isPending && t('board.retrying')}
      onClick={() => retry.mutate()}
    >
      {t('board.retryOf', { name })}
    </Button>
  );
}
