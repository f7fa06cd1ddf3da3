import { LanguageChoice, Page } from '../kit/shell.tsx';
import { useLanguageSwitch } from '../kit/start.tsx';
import { Stack } from '../kit/surface.tsx';
import { useWords } from './words/use-words.ts';

export function App() {
  const { t, language } = useWords();
  const { languages, choose } = useLanguageSwitch();
  return (
    <Page
      place={t('speak.place')}
      width="column"
      tools={
        <LanguageChoice languages={languages} value={language} onChange={(chosen) => void choose(chosen)} />
      }
    >
      <Stack>
        <h1>{t('speak.link.title')}</h1>
        <p>{t('speak.link.text')}</p>
      </Stack>
    </Page>
  );
}
