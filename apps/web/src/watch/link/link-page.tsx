import { Button } from '../../kit/button.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { useTitleFocus } from '../use-title-focus.ts';
import type { WatchKey } from '../words/use-words.ts';
import { useWords } from '../words/use-words.ts';
import { CodeForm } from './code-form.tsx';
import styles from './link-page.module.css';
import type { LinkState } from './use-link.ts';

export interface LinkPageProps {
  readonly state: Exclude<LinkState, { step: 'open' }>;
  readonly onOpen: (ticket: string | null) => void;
  readonly onAgain: () => void;
}

/** Everything before the programmes: opening the link, its code, and why it does not open. */
export function LinkPage({ state, onOpen, onAgain }: LinkPageProps) {
  const { t } = useWords();
  switch (state.step) {
    case 'opening':
      return (
        <Stack>
          <h1>{t('watch.link.opening')}</h1>
          <Skeleton shape="text" count={3} />
        </Stack>
      );
    case 'code':
      return <CodeForm token={state.token} onOpen={onOpen} onNewCode={onAgain} />;
    case 'problem':
      return (
        <Stack>
          <Title text="watch.link.problem.title" />
          <ProblemNotice problem={state.problem} {...(state.retry ? { onRetry: state.retry } : {})} />
        </Stack>
      );
    case 'stripped':
      return (
        <Stack>
          <Title text="watch.link.stripped.title" />
          <p>{t('watch.link.stripped.text')}</p>
          <ul className={styles.ways}>
            <li>{t('watch.link.stripped.network')}</li>
            <li>{t('watch.link.stripped.allow', { host: `\u2068${location.host}\u2069` })}</li>
            <li>{t('watch.link.stripped.ask')}</li>
          </ul>
          {state.again && (
            <Actions>
              <Button icon="replay" onClick={state.again}>
                {t('watch.link.stripped.again')}
              </Button>
            </Actions>
          )}
        </Stack>
      );
    case 'closed': {
      const name = { none: 'watch.link', left: 'watch.link.left', ended: 'watch.link.ended' } as const;
      return (
        <Stack>
          <Title text={`${name[state.why]}.title`} />
          <p>{t(`${name[state.why]}.text`)}</p>
        </Stack>
      );
    }
  }
}

function Title({ text }: { readonly text: WatchKey }) {
  const { t } = useWords();
  const title = useTitleFocus();
  return (
    <h1 ref={title} tabIndex={-1}>
      {t(text)}
    </h1>
  );
}
