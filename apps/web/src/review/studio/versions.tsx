import { ApiProblem } from '@rostrum/client';
import { join } from '../../kit/join.ts';
import { Timecode } from '../../kit/timecode.tsx';
import { useProblemText } from '../problem-notice.tsx';
import { useWorkText } from '../use-work-text.ts';
import { useWords } from '../words/use-words.ts';
import { RetryTake } from './retry-take.tsx';
import styles from './studio.module.css';
import type { Cut, Detail, OnStage, Take } from './types.ts';

interface VersionsProps {
  readonly detail: Detail;
  readonly onStage: OnStage | undefined;
  readonly onChoose: (next: OnStage) => void;
}

/** Every take and every cut of it; a press puts it on the stage. */
export function Versions({ detail, onStage, onChoose }: VersionsProps) {
  const { t } = useWords();
  if (detail.takes.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="versions">
      <h2 id="versions" className={styles.sectionTitle}>
        {t('versions.title')}
      </h2>
      <ul className={styles.versions}>
        {detail.takes.map((take) => (
          <li key={take.id}>
            <TakeLine
              take={take}
              statementId={detail.statement.id}
              shown={onStage?.takeId === take.id && onStage.cutId === null}
              onShow={() => onChoose({ takeId: take.id, cutId: null })}
            />
            {take.cuts.length > 0 && (
              <ul className={styles.cuts}>
                {[...take.cuts]
                  .sort((a, b) => b.revision - a.revision)
                  .map((cut) => (
                    <li key={cut.id}>
                      <CutLine
                        cut={cut}
                        shown={onStage?.cutId === cut.id}
                        onShow={() => onChoose({ takeId: take.id, cutId: cut.id })}
                      />
                    </li>
                  ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface LineProps {
  readonly shown: boolean;
  readonly onShow: () => void;
}

function TakeLine({
  take,
  statementId,
  shown,
  onShow,
}: LineProps & { readonly take: Take; readonly statementId: string }) {
  const { t, date } = useWords();
  const text = useProblemText();
  const workText = useWorkText();
  const working = take.state !== 'ready' && !take.reason && take.state !== 'abandoned';
  return (
    <>
      <button
        type="button"
        className={join(styles.version, shown && styles.shown)}
        aria-pressed={shown}
        onClick={onShow}
      >
        <span className={styles.strong}>{t('versions.take', { n: take.number })}</span>
        <span className={styles.soft}>{date(take.beganAt, { dateStyle: 'medium', timeStyle: 'short' })}</span>
        <span className={styles.versionEnd}>
          {take.measuredMs !== null ? (
            <Timecode ms={take.measuredMs} />
          ) : (
            <span className={styles.soft}>{t(`take.${take.state}`)}</span>
          )}
          {working && <span className={styles.soft}> · {workText(take)}</span>}
        </span>
      </button>
      {take.reason && (
        <p className={styles.why}>
          {text(new ApiProblem({ code: take.reason.code, title: take.reason.title, status: 0 }))}
        </p>
      )}
      {take.state === 'failed' && <RetryTake takeId={take.id} statementId={statementId} />}
    </>
  );
}

function CutLine({ cut, shown, onShow }: LineProps & { readonly cut: Cut }) {
  const { t } = useWords();
  const workText = useWorkText();
  const over = cut.fit.fit === 'needs_cut' || cut.fit.fit === 'over_tolerance';
  return (
    <button
      type="button"
      className={join(styles.version, shown && styles.shown)}
      aria-pressed={shown}
      onClick={onShow}
    >
      <span>{t('versions.cut', { n: cut.revision })}</span>
      <span className={styles.soft}>{t(`madeBy.${cut.madeBy}`)}</span>
      <span className={styles.versionEnd}>
        {cut.state === 'making' ? (
          <span className={styles.soft}>
            {t('cut.making')} · {workText(cut)}
          </span>
        ) : cut.stopped !== null ? (
          <span className={styles.soft}>{t(`cut.${cut.stopped}`)}</span>
        ) : cut.state === 'failed' ? (
          <span className={styles.why}>{t('cut.failed')}</span>
        ) : (
          <>
            {over && <span className={styles.why}>{t('versions.tooLong')} </span>}
            <Timecode ms={cut.measuredMs ?? cut.lengthMs} />
          </>
        )}
      </span>
    </button>
  );
}
