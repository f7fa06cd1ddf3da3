import { State, type Tone } from '../../kit/state.tsx';
import { formatTime } from '../../kit/time.ts';
import { showToast } from '../../kit/toast.tsx';
import { withMinus } from '../figure.ts';
import { useWords } from '../words/use-words.ts';
import styles from './facts.module.css';
import { goTo } from './player-time.ts';
import page from './studio.module.css';
import type { Take } from './types.ts';

type Code = Take['findings'][number]['code'];

/** Amber is worth a look before deciding; the rest was dealt with while preparing. */
const worthALook: ReadonlySet<Code> = new Set([
  'shorter_than_expected',
  'needs_cut',
  'silent',
  'very_quiet',
  'clipped',
  'one_side_only',
  'silence_at_start',
  'silence_within',
  'silence_at_end',
  'low_resolution',
]);

const toneOf = (code: Code): Tone => (worthALook.has(code) ? 'amber' : 'neutral');

type Finding = Take['findings'][number];

const figureOf = ({ figures }: Finding, name: string): number | undefined => {
  const value = figures?.[name];
  return value !== undefined && Number.isFinite(value) && value >= 0 ? value : undefined;
};

/** Its words, with the figure that makes them exact. */
function Said({ finding }: { readonly finding: Finding }) {
  const { t, number } = useWords();
  const lines = figureOf(finding, 'lines');
  const count = figureOf(finding, 'count');
  const lufs = finding.code === 'very_quiet' ? finding.figures?.integratedLufs : undefined;
  return (
    <>
      {t(`finding.${finding.code}`)}
      {lines !== undefined && ` (${t('facts.lines', { n: lines })})`}
      {lufs !== undefined &&
        ` (${t('facts.cameAt', { lufs: withMinus(number(lufs, { maximumFractionDigits: 0 })) })})`}
      {count !== undefined && count > 1 && ` (${t('facts.ofSeveral', { n: count })})`}
    </>
  );
}

/** Where it is: a press shows it. */
function When({ finding, takeId }: { readonly finding: Finding; readonly takeId: string }) {
  const { t } = useWords();
  const startMs = figureOf(finding, 'startMs');
  const endMs = figureOf(finding, 'endMs');
  if (startMs === undefined) return null;
  const from = formatTime(startMs);
  return (
    <button
      type="button"
      className={styles.when}
      title={t('facts.goThere')}
      onClick={() => {
        if (!goTo(takeId, startMs)) showToast({ tone: 'neutral', text: t('facts.leftOut') });
      }}
    >
      <bdi dir="ltr">{endMs === undefined ? from : `${from} – ${formatTime(endMs)}`}</bdi>
    </button>
  );
}

/** In words that need no table of sizes. */
function sizeOf({ width, height }: NonNullable<Take['source']>): 'small' | 'enough' | 'good' {
  const lines = Math.min(width, height);
  return lines < 480 ? 'small' : lines < 1080 ? 'enough' : 'good';
}

/** Readers name a family of containers by all its endings. */
function containerName(family: string): string {
  const endings = family.split(',');
  if (endings.includes('mp4')) return 'MP4 / MOV';
  if (endings.includes('webm')) return 'WebM / MKV';
  return family;
}

/** All statements are brought to −16 LUFS; beyond this one hears the difference from one to the next. */
const [QUIETER_LUFS, LOUDER_LUFS] = [-18, -14];

function loudOf(lufs: number): 'quiet' | 'usual' | 'loud' {
  return lufs < QUIETER_LUFS ? 'quiet' : lufs > LOUDER_LUFS ? 'loud' : 'usual';
}

/** What the checks found, what came, and how loud it is. */
export function Facts({ take }: { readonly take: Take }) {
  const { t, number } = useWords();
  const { source, loudness, sizeBytes, findings } = take;
  const decibels = (value: number) =>
    withMinus(number(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 }));
  return (
    <section className={page.section} aria-labelledby="checks">
      <h2 id="checks" className={page.sectionTitle}>
        {t('facts.title')}
      </h2>
      {findings.length === 0 && take.state === 'ready' && (
        <p>
          <State tone="green">{t('facts.nothingFound')}</State>
        </p>
      )}
      {findings.length > 0 && (
        <ul className={styles.findings}>
          {findings.map((finding) => (
            <li key={finding.code}>
              <State tone={toneOf(finding.code)}>
                <Said finding={finding} />
              </State>
              <When finding={finding} takeId={take.id} />
            </li>
          ))}
        </ul>
      )}
      <dl className={page.pairs}>
        {source && (
          <>
            <dt>{t('facts.picture')}</dt>
            <dd>
              {findings.some(({ code }) => code === 'sound_only') ? (
                t('finding.sound_only')
              ) : (
                <>
                  <bdi dir="ltr">
                    {source.width} × {source.height} · {source.videoCodec}
                  </bdi>
                  <span className={styles.about}>{t(`facts.size.${sizeOf(source)}`)}</span>
                </>
              )}
            </dd>
            <dt>{t('facts.sound')}</dt>
            <dd>
              <bdi dir="ltr">{source.audioCodec}</bdi>
            </dd>
            <dt>{t('facts.container')}</dt>
            <dd>
              <bdi dir="ltr">{containerName(source.container)}</bdi>
            </dd>
          </>
        )}
        {loudness && loudness.integratedLufs !== null && (
          <>
            <dt>{t('facts.loudness')}</dt>
            <dd>
              <bdi dir="ltr">
                {decibels(loudness.integratedLufs)} LUFS
                {loudness.truePeakDbtp !== null && ` · ${decibels(loudness.truePeakDbtp)} dBTP`}
              </bdi>
              <span className={styles.about}>{t(`facts.loud.${loudOf(loudness.integratedLufs)}`)}</span>
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
            <dd className={page.hash}>
              <bdi dir="ltr">{take.sha256}</bdi>
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
