import { exportWords } from '../../issues/export/export-words.ts';
import type { Words } from '../../kit/i18n/words.tsx';
import type { ReviewKey } from '../words/use-words.ts';

export const wordsOfExport = ({ t, direction }: Pick<Words<ReviewKey>, 't' | 'direction'>) =>
  exportWords((key) => t(key === 'by' ? 'issues.recommender' : `issues.${key}`), {
    title: t('issues.title'),
    rtl: direction === 'rtl',
  });
