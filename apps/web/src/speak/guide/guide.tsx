import { wordsOf } from '../../kit/i18n/words.tsx';
import page from '../statement/page.module.css';
import { CloseDrawing, LandscapeDrawing, LightDrawing, NotShownDrawing } from './drawings.tsx';
import styles from './guide.module.css';
import type en from './words/en.json';

const useGuideWords = wordsOf<keyof typeof en>();

const points = [
  { key: 'landscape', Drawing: LandscapeDrawing },
  { key: 'light', Drawing: LightDrawing },
  { key: 'close', Drawing: CloseDrawing },
  { key: 'notShown', Drawing: NotShownDrawing },
] as const;

export interface GuideProps {
  /** For who has not sent anything yet; others can open it. */
  readonly open: boolean;
}

/** What makes a good recording, and what may give somebody away: four pictures, a sentence each. */
export function Guide({ open }: GuideProps) {
  const { t } = useGuideWords();
  return (
    <details className={page.part} open={open}>
      <summary>
        <h2>{t('speak.guide.title')}</h2>
      </summary>
      <ol className={styles.points}>
        {points.map(({ key, Drawing }) => (
          <li key={key} className={styles.point}>
            <Drawing />
            <div>
              <h3>{t(`speak.guide.${key}`)}</h3>
              <p>{t(`speak.guide.${key}.text`)}</p>
            </div>
          </li>
        ))}
      </ol>
    </details>
  );
}
