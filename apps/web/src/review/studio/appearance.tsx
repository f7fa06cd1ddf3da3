import { Notice } from '../../kit/notice.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './studio.module.css';
import type { Detail } from './types.ts';

/** Who may see it, how the speaker wants to appear, by whom and when it was agreed, and what keeps it from being shown. */
export function Appearance({ consent }: Pick<Detail, 'consent'>) {
  const { t, date } = useWords();
  const { appearance, ended, unmet, speakerName, givenAt, acceptedBy, textVersion } = consent;
  const said = [
    appearance.named === 'name'
      ? t('appears.named.name', { name: `\u2068${speakerName ?? '–'}\u2069` })
      : t('appears.named.organisation'),
    appearance.face === 'hidden' && t('appears.face.hidden'),
    appearance.voice !== 'as_sent' && t(`appears.voice.${appearance.voice}`),
  ].filter((part) => part !== false);
  return (
    <>
      <p className={styles.soft}>
        {t(`audience.consent.${consent.audience}`)}
        {consent.endsAt &&
          ` ${t('studio.consentEnds', { when: date(consent.endsAt, { dateStyle: 'medium' }) })}`}{' '}
        {t('appears.how', { how: said.join(', ') })}{' '}
        {givenAt === null || textVersion === null
          ? t('appears.notAgreed')
          : t('appears.agreed', {
              name: `\u2068${acceptedBy ?? '–'}\u2069`,
              when: date(givenAt, { dateStyle: 'medium' }),
              version: textVersion,
            })}
      </p>
      {ended && (
        <Notice tone="amber" title={t('appears.ended')}>
          {t('appears.ended.text')}
        </Notice>
      )}
      {unmet.length > 0 && (
        <Notice tone="amber" title={t(`appears.unmet.${unmet.length > 1 ? 'both' : (unmet[0] ?? 'face')}`)}>
          {t('appears.unmet.text')}
        </Notice>
      )}
    </>
  );
}
