import { LanguageChoice, Page } from '../kit/shell.tsx';
import { useLanguageSwitch } from '../kit/start.tsx';
import { Stack } from '../kit/surface.tsx';
import { useWords } from './words/use-words.ts';

export function App() {
  const { t, language } = useWords();
  const { languages, choose } = useLanguageSwitch();
  return (
    <Page
      place={t('watch.place')}
      width="wide"
      tools={
        <LanguageChoice languages={languages} value={language} onChange={(chosen) => void choose(chosen)} />
      }
    >
      <Stack>
        <h1>{t('watch.link.title')}</h1>
        <p>{t('watch.link.text')}</p>
      </Stack>
    </Page>
  );
}
