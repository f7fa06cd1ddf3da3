import { Suspense } from 'react';
import { Button } from '../kit/button.tsx';
import type { Language } from '../kit/i18n/words.tsx';
import { Notice } from '../kit/notice.tsx';
import { LanguageChoice, Page } from '../kit/shell.tsx';
import { Skeleton } from '../kit/skeleton.tsx';
import { useLanguageSwitch } from '../kit/start.tsx';
import { Stack } from '../kit/surface.tsx';
import { api } from './api.ts';
import { lazily } from './later/lazily.tsx';
import { type ClosedBecause, useLink } from './link/use-link.ts';
import { useProblemText } from './problems/problem-text.ts';
import { StatementPage } from './statement/statement-page.tsx';
import { useTitleFocus } from './use-title-focus.ts';
import { useWords } from './words/use-words.ts';

const CodeForm = lazily(async () => (await import('./link/code-form.tsx')).CodeForm);

export function App() {
  const { language } = useWords();
  const { languages, choose } = useLanguageSwitch();
  const link = useLink();
  async function speakIn(chosen: Language) {
    await choose(chosen);
    if (link.state.step !== 'open') return;
    // The mails follow. Where that fails they stay in the language they had.
    await api('PUT /api/v1/speaker/language', { body: { language: chosen } });
  }
  return (
    <Page
      width="column"
      tools={
        <LanguageChoice
          languages={languages}
          value={language}
          // Without a network the words that are there stay.
          onChange={(chosen) => void speakIn(chosen).catch(() => undefined)}
        />
      }
    >
      <Inside link={link} />
    </Page>
  );
}

const closedWords = { unopened: 'link', left: 'left', ended: 'ended' } as const;

function Inside({ link }: { readonly link: ReturnType<typeof useLink> }) {
  const { t } = useWords();
  const problemText = useProblemText();
  const { state, close, entered, again } = link;
  switch (state.step) {
    case 'opening':
      return (
        <Stack>
          <Skeleton shape="title" />
          <Skeleton shape="card" />
        </Stack>
      );
    case 'code':
      return (
        <Suspense fallback={<Skeleton shape="card" />}>
          <CodeForm token={state.token} onOpen={entered} onNewCode={() => void again()} />
        </Suspense>
      );
    case 'open':
      return <StatementPage focusTitle={state.byHand === true} onClosed={close} />;
    case 'problem':
      return (
        <Stack>
          <h1>{t('speak.link.failed')}</h1>
          <Notice
            tone="red"
            live
            title={problemText(state.problem).text}
            action={
              state.retry && (
                <Button icon="replay" onClick={state.retry}>
                  {t('kit.retry')}
                </Button>
              )
            }
          >
            {!state.retry && t('speak.link.failed.do')}
          </Notice>
        </Stack>
      );
    default:
      return <Closed why={state.why} />;
  }
}

function Closed({ why }: { readonly why: ClosedBecause }) {
  const { t } = useWords();
  // Where a page was before, it is gone with what had the focus.
  const title = useTitleFocus(why !== 'unopened');
  return (
    <Stack>
      <h1 ref={title} tabIndex={-1}>
        {t(`speak.${closedWords[why]}.title`)}
      </h1>
      <p>{t(`speak.${closedWords[why]}.text`)}</p>
    </Stack>
  );
}
