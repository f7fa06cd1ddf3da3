import { isWholeTake } from '@rostrum/domain';
import { type Ref, useImperativeHandle, useRef } from 'react';
import { Button } from '../../kit/button.tsx';
import { join } from '../../kit/join.ts';
import { Timecode } from '../../kit/timecode.tsx';
import type { Open } from '../checklist/use-checklist.ts';
import { useDraft } from '../drafts.ts';
import styles from '../studio/studio.module.css';
import { cutOf, type Decision, type Detail, type Take } from '../studio/types.ts';
import type { Looked } from '../studio/use-statement.ts';
import { useWords } from '../words/use-words.ts';
import { BeyondCut } from './beyond-cut.tsx';
import { DecisionForm } from './decision-form.tsx';
import { decisionLooks } from './decision-looks.ts';
import decisions from './decisions.module.css';

type Kind = Decision['kind'];
const kinds = ['approve', 'ask_changes', 'decline'] as const;

export interface DecideHandle {
  readonly open: (kind: Kind) => void;
}

interface DecideProps {
  readonly detail: Detail;
  readonly take: Take;
  /** The cut that is on show, or exactly what is being edited; null when that was not made. */
  readonly targetCutId: string | null;
  readonly looked: Looked;
  /** What the checklist leaves open; undefined while it could not be read. */
  readonly open: Open | undefined;
  readonly ref: Ref<DecideHandle>;
}

/** Always in reach: what would be decided on, and the three words that can be said about it. */
export function Decide({ detail, take, targetCutId, looked, open, ref }: DecideProps) {
  const { t } = useWords();
  // A decision that was begun is there again after a reload or a sign-in.
  const [begun, setBegun] = useDraft(`${detail.statement.id}.decide`);
  const kind = kinds.find((one) => one === begun);
  const shown = useRef(kind);
  shown.current = kind;
  const cut = cutOf(detail, targetCutId);
  const hindrance = hindranceOf(take, cut);
  useImperativeHandle(ref, () => ({ open: setBegun }), [setBegun]);
  const removes = cut !== undefined && take.measuredMs !== null && !isWholeTake(cut.edit, take.measuredMs);
  return (
    <section
      className={join(decisions.decide, kind === undefined && decisions.choosing)}
      aria-labelledby="decide"
    >
      <div className={decisions.said}>
        <div className={decisions.head}>
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
        </div>
        {hindrance && <p className={styles.soft}>{t(hindrance)}</p>}
        {detail.consent.ended && <p className={styles.soft}>{t('decide.ended')}</p>}
        {detail.consent.unmet.length > 0 && <p className={styles.soft}>{t('decide.unmet')}</p>}
      </div>
      {kind === undefined ? (
        <div className={decisions.kinds}>
          {kinds.map((one) => (
            <Button
              key={one}
              kind={one === 'approve' && hindrance ? 'quiet' : decisionLooks[one].kind}
              icon={decisionLooks[one].icon}
              onClick={() => setBegun(one)}
            >
              {t(one === 'approve' && removes ? 'decide.approveCut' : `decide.${one}`)}
            </Button>
          ))}
        </div>
      ) : (
        <>
          {kind === 'approve' && removes && <BeyondCut statementId={detail.statement.id} />}
          <DecisionForm
            key={kind}
            kind={kind}
            label={t(kind === 'approve' && removes ? 'decide.approveCut' : `decide.${kind}`)}
            detail={detail}
            takeId={take.id}
            cutId={targetCutId}
            may={kind === 'approve' ? hindrance === undefined : take.state === 'ready'}
            looked={looked}
            open={open}
            onDone={() => {
              // Answered late, it must not close what was begun meanwhile.
              if (shown.current === kind) setBegun(undefined);
            }}
          />
        </>
      )}
    </section>
  );
}

/** What stands in the way of an approval, said before somebody presses. */
function hindranceOf(take: Take, cut: ReturnType<typeof cutOf>) {
  if (take.state !== 'ready') return 'decide.takeNotReady' as const;
  if (!cut) return 'decide.makeCutFirst' as const;
  if (cut.state === 'failed') return 'decide.cutFailed' as const;
  if (cut.state !== 'ready') return 'decide.cutNotReady' as const;
  if (cut.fit.fit === 'needs_cut' || cut.fit.fit === 'over_tolerance') return 'decide.tooLong' as const;
  return undefined;
}
