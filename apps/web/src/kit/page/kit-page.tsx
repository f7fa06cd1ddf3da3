import { type ReactNode, useState } from 'react';
import { Button } from '../button.tsx';
import { Hidden } from '../hidden.tsx';
import { LanguageChoice, Page } from '../shell.tsx';
import { useLanguageSwitch } from '../start.tsx';
import { ToastRegion } from '../toast.tsx';
import { useKitWords } from '../words/use-kit-words.ts';
import styles from './kit-page.module.css';
import { arabic, english, type Samples } from './samples.ts';
import { Acting, Fields, Over, Playing, States, Times, Waiting } from './sections.tsx';

type Scheme = 'light' | 'dark' | undefined;

function useScheme(): readonly [Scheme, (scheme: Scheme) => void] {
  const given = new URLSearchParams(location.search).get('scheme');
  const [scheme, setScheme] = useState<Scheme>(given === 'light' || given === 'dark' ? given : undefined);
  if (scheme) document.documentElement.dataset.scheme = scheme;
  else delete document.documentElement.dataset.scheme;
  return [scheme, setScheme];
}

/** All of the kit on one page, in the reader's language where the kit itself speaks. */
export function KitPage() {
  const { language, direction } = useKitWords();
  const { languages, choose } = useLanguageSwitch();
  const [scheme, setScheme] = useScheme();
  const samples: Samples = direction === 'rtl' ? arabic : english;
  const sampleLanguage = direction === 'rtl' ? 'ar' : 'en';
  const part = (name: keyof Samples['sections'], content: ReactNode) => (
    <section className={styles.part} aria-labelledby={`part-${name}`}>
      <h2 id={`part-${name}`}>{samples.sections[name]}</h2>
      {content}
    </section>
  );
  return (
    <Page
      place={samples.title}
      home="/"
      tools={
        <>
          <Button
            kind="plain"
            aria-pressed={scheme === 'dark'}
            onClick={() => setScheme(scheme === 'dark' ? 'light' : 'dark')}
          >
            <span aria-hidden="true" className={styles.half} />
            <Hidden>Dark scheme</Hidden>
          </Button>
          <LanguageChoice languages={languages} value={language} onChange={(chosen) => void choose(chosen)} />
        </>
      }
    >
      <div lang={sampleLanguage}>
        <h1>{samples.title}</h1>
        <p className={styles.intro}>{samples.intro}</p>
        <div className={styles.parts}>
          {part('player', <Playing />)}
          {part('time', <Times />)}
          {part('action', <Acting samples={samples} />)}
          {part('states', <States samples={samples} />)}
          {part('fields', <Fields samples={samples} />)}
          {part('waiting', <Waiting samples={samples} />)}
          {part('over', <Over samples={samples} />)}
        </div>
      </div>
      <ToastRegion />
    </Page>
  );
}
