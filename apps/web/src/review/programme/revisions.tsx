import { State, type Tone } from '../../kit/state.tsx';
import { Timecode } from '../../kit/timecode.tsx';
import { type ReviewKey, useWords } from '../words/use-words.ts';
import styles from './programme.module.css';
import type { Programme } from './programme-page.tsx';

const causes: Readonly<Record<string, ReviewKey>> = {
  coordinator: 'cause.coordinator',
  withdrawal: 'cause.withdrawal',
  consent_ended: 'cause.consent_ended',
};

const tones: Readonly<Record<Programme['earlier'][number]['state'], Tone>> = {
  draft: 'neutral',
  published: 'green',
  superseded: 'neutral',
  withdrawn: 'amber',
};

export function Revisions({ programme: { published, earlier } }: { readonly programme: Programme }) {
  const { t, date } = useWords();
  const all = [...(published ? [published] : []), ...earlier].sort((a, b) => b.number - a.number);
  if (all.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="revisions">
      <h2 id="revisions" className={styles.sectionTitle}>
        {t('programme.revisions')}
      </h2>
      <ul className={styles.revisions}>
        {all.map((revision) => {
          const cause = causes[revision.cause];
          return (
            <li key={revision.id}>
              <p className={styles.revisionLine}>
                <span className={styles.strong}>{t('programme.revision', { n: revision.number })}</span>
                <State tone={tones[revision.state]}>{t(`state.${revision.state}`)}</State>
                <Timecode ms={revision.lengthMs} />
              </p>
              <p className={styles.soft}>
                {revision.publishedAt &&
                  date(revision.publishedAt, { dateStyle: 'medium', timeStyle: 'short' })}
                {revision.endedAt &&
                  ` – ${date(revision.endedAt, { dateStyle: 'medium', timeStyle: 'short' })}`}
                {cause && ` · ${t(cause)}`}
              </p>
              {'reason' in revision && revision.reason && (
                <p className={styles.soft}>{t('programme.reason', { reason: revision.reason })}</p>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
