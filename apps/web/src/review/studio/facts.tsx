import { State, type Tone } from '../../kit/state.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './studio.module.css';
import type { Take } from './types.ts';

type Code = Take['findings'][number]['code'];

/** Amber is worth a look before deciding; the rest was dealt with while preparing. */
const worthALook: ReadonlySet<Code> = new Set([
  'shorter_than_expected',
  'needs_cut',
  'silent',
  'very_quiet',
  'clipped',
  'low_resolution',
]);

const toneOf = (code: Code): Tone => (worthALook.has(code) ? 'amber' : 'neutral');

/** What the checks found, what came, and how loud it is. */
export function Facts({ take }: { readonly take: Take }) {
  const { t, number } = useWords();
  const { source, loudness, sizeBytes, findings } = take;
  return (
    <section className={styles.section} aria-labelledby="checks">
      <h2 id="checks" className={styles.sectionTitle}>
        {t('facts.title')}
      </h2>
      {findings.length === 0 && take.state === 'ready' && (
        <p>
          <State tone="green">{t('facts.nothingFound')}</State>
        </p>
      )}
      {findings.length > 0 && (
        <ul className={styles.findings}>
          {findings.map(({ code }) => (
            <li key={code}>
              <State tone={toneOf(code)}>{t(`finding.${code}`)}</State>
            </li>
          ))}
        </ul>
      )}
      <dl className={styles.pairs}>
        {source && (
          <>
            <dt>{t('facts.picture')}</dt>
            <dd>
              {findings.some(({ code }) => code === 'sound_only') ? (
                t('finding.sound_only')
              ) : (
                <bdi dir="ltr">
                  {source.width} × {source.height} · {source.videoCodec}
                </bdi>
              )}
            </dd>
            <dt>{t('facts.sound')}</dt>
            <dd>
              <bdi dir="ltr">{source.audioCodec}</bdi>
            </dd>
            <dt>{t('facts.container')}</dt>
            <dd>
              <bdi dir="ltr">{source.container}</bdi>
            </dd>
          </>
        )}
        {loudness && loudness.integratedLufs !== null && (
          <>
            <dt>{t('facts.loudness')}</dt>
            <dd>
              <bdi dir="ltr">
                {number(loudness.integratedLufs, { maximumFractionDigits: 1 })} LUFS
                {loudness.truePeakDbtp !== null &&
                  ` · ${number(loudness.truePeakDbtp, { maximumFractionDigits: 1 })} dBTP`}
              </bdi>
            </dd>
          </>
        )}
        {sizeBytes !== null && (
          <>
            <dt>{t('facts.size')}</dt>
            <dd>{t('facts.megabytes', { n: number(sizeBytes / 1e6, { maximumFractionDigits: 1 }) })}</dd>
          </>
        )}
        {take.fileName && (
          <>
            <dt>{t('facts.fileName')}</dt>
            <dd>
              <bdi>{take.fileName}</bdi>
            </dd>
          </>
        )}
        {take.sha256 && (
          <>
            <dt>SHA-256</dt>
            <dd className={styles.hash}>
              <bdi dir="ltr">{take.sha256}</bdi>
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
