import { lazy, Suspense, useEffect } from 'react';
import { LanguageChoice, Page } from '../kit/shell.tsx';
import { Skeleton } from '../kit/skeleton.tsx';
import { useLanguageSwitch } from '../kit/start.tsx';
import { HomePage } from './home/home-page.tsx';
import { LinkPage } from './link/link-page.tsx';
import { useLink } from './link/use-link.ts';
import { NothingHere } from './programme/empty.tsx';
import { ProgrammePage } from './programme/programme-page.tsx';
import { HOME, placeOf, usePathname } from './router.tsx';
import { useWords } from './words/use-words.ts';

const Recommendations = lazy(() => import('./recommendations/search-page.tsx'));

export function App() {
  const { t, language } = useWords();
  const { languages, choose } = useLanguageSwitch();
  const link = useLink();
  const place = placeOf(usePathname());
  const open = link.state.step === 'open';
  const anybody = place.page === 'public';
  const wide = anybody || (open && place.page === 'review');

  useEffect(() => {
    if (!wide) document.title = t('watch.title');
  }, [t, wide]);

  return (
    <Page
      place={t('watch.place')}
      width={open || anybody ? 'wide' : 'column'}
      {...(open && !anybody ? { home: HOME } : {})}
      tools={
        <LanguageChoice languages={languages} value={language} onChange={(chosen) => void choose(chosen)} />
      }
    >
      {place.page === 'public' ? (
        <ProgrammePage key={place.id} reviewId={place.id} anybody onSeen={link.seen} onDenied={link.denied} />
      ) : link.state.step !== 'open' ? (
        <LinkPage state={link.state} onOpen={link.entered} onAgain={() => void link.again()} />
      ) : place.page === 'home' ? (
        <HomePage onSeen={link.seen} onDenied={link.denied} onLeft={link.left} />
      ) : place.page === 'review' ? (
        <ProgrammePage
          key={`${place.id}/${place.statementId ?? ''}/${place.alone ?? false}`}
          reviewId={place.id}
          statementId={place.statementId}
          alone={place.alone}
          onSeen={link.seen}
          onDenied={link.denied}
        />
      ) : place.page === 'recommendations' ? (
        <Suspense fallback={<Skeleton shape="row" count={5} />}>
          <Recommendations onSeen={link.seen} onDenied={link.denied} />
        </Suspense>
      ) : (
        <NothingHere />
      )}
    </Page>
  );
}
