import { type Ref, useImperativeHandle, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Icon } from '../../kit/icons/icon.tsx';
import { join } from '../../kit/join.ts';
import { Skeleton } from '../../kit/skeleton.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import side from '../studio/side.module.css';
import studio from '../studio/studio.module.css';
import type { Detail, Take } from '../studio/types.ts';
import { useWords } from '../words/use-words.ts';
import { OneRemark } from './one-remark.tsx';
import styles from './remarks.module.css';
import { type Comment, type Note, type RemarkKind, useRemarks } from './use-remarks.ts';
import { useOpenDraft, WriteRemark } from './write-remark.tsx';

export interface RemarksHandle {
  readonly write: (kind: RemarkKind) => void;
}

interface RemarksProps {
  readonly detail: Detail;
  readonly take: Take | undefined;
  readonly ref: Ref<RemarksHandle>;
}

/** What the staff write among themselves, and what they write for the speaker: two lists that never look alike. */
export function Remarks({ detail, take, ref }: RemarksProps) {
  const remarks = useRemarks(detail.statement.id);
  const note = useOpenDraft('note', detail.statement.id);
  const comment = useOpenDraft('comment', detail.statement.id);
  useImperativeHandle(ref, () => ({
    write: (kind) => (kind === 'note' ? note : comment).open(take?.id),
  }));
  const { data } = remarks;
  // What is written needs no list to be there: whoever began to write must not type at the page.
  return (
    <>
      {!data &&
        (remarks.isError ? (
          <ProblemNotice error={remarks.error} onRetry={() => void remarks.refetch()} />
        ) : (
          <Skeleton shape="row" count={2} />
        ))}
      {(data || note.isOpen) && (
        <List kind="note" all={data?.notes ?? []} draft={note} detail={detail} take={take} />
      )}
      {(data || comment.isOpen) && (
        <List kind="comment" all={data?.comments ?? []} draft={comment} detail={detail} take={take} />
      )}
    </>
  );
}

interface ListProps {
  readonly kind: RemarkKind;
  readonly all: readonly (Note | Comment)[];
  readonly draft: ReturnType<typeof useOpenDraft>;
  readonly detail: Detail;
  readonly take: Take | undefined;
}

/** By place within each take, the newest take first; what is about the whole comes before. */
function inOrder(all: readonly (Note | Comment)[], detail: Detail): readonly (Note | Comment)[] {
  const rank = ({ takeId }: Note) => detail.takes.findIndex(({ id }) => id === takeId);
  return [...all].sort(
    (a, b) =>
      rank(a) - rank(b) || (a.startMs ?? -1) - (b.startMs ?? -1) || a.createdAt.localeCompare(b.createdAt),
  );
}

function List({ kind, all, draft, detail, take }: ListProps) {
  const { t } = useWords();
  const [showsSettled, setShowsSettled] = useState(false);
  const ordered = inOrder(all, detail);
  const open = ordered.filter(({ resolvedAt }) => resolvedAt === null);
  const settled = ordered.filter(({ resolvedAt }) => resolvedAt !== null);
  const id = `remarks-${kind}`;
  const shown = showsSettled ? [...open, ...settled] : open;
  const withdrawn = detail.statement.state === 'withdrawn';
  return (
    <section className={join(studio.section, side.boxed, styles[kind])} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id} className={studio.sectionTitle}>
          <Icon name={kind === 'note' ? 'lock' : 'person'} size={18} />
          <span>{t(`remarks.${kind}.title`)}</span>
          {open.length > 0 && <span className={styles.count}>{open.length}</span>}
        </h2>
        {!withdrawn && !draft.isOpen && (
          <Button kind="plain" icon="plus" onClick={() => draft.open(take?.id)}>
            {t(`remarks.${kind}.write`)}
          </Button>
        )}
      </div>
      <p className={studio.soft}>{t(`remarks.${kind}.about`)}</p>
      {draft.isOpen && <WriteRemark key={draft.remarkId} kind={kind} draft={draft} />}
      {shown.length > 0 && (
        <ul className={styles.list}>
          {shown.map((remark) => (
            <OneRemark key={remark.id} kind={kind} remark={remark} detail={detail} take={take} />
          ))}
        </ul>
      )}
      {settled.length > 0 && (
        <Button kind="plain" aria-expanded={showsSettled} onClick={() => setShowsSettled(!showsSettled)}>
          {t(showsSettled ? 'remarks.hideSettled' : 'remarks.showSettled', { n: settled.length })}
        </Button>
      )}
    </section>
  );
}
