import { Page } from '../kit/shell.tsx';
import { Stack } from '../kit/surface.tsx';
import { useWords } from './words/use-words.ts';

export function App() {
  const { t } = useWords();
  return (
    <Page place={t('review.place')} width="wide">
      <Stack>
        <h1>{t('review.link.title')}</h1>
        <p>{t('review.link.text')}</p>
      </Stack>
    </Page>
  );
}
