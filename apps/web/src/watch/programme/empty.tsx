import type { ReactNode } from 'react';
import { Icon } from '../../kit/icons/icon.tsx';
import { EmptyState, Stack } from '../../kit/surface.tsx';
import type { ReviewSummary } from '../api.ts';
import { Go, HOME, placeOf, usePathname } from '../router.tsx';
import { useStateName } from '../use-state-name.ts';
import { useTitleFocus } from '../use-title-focus.ts';
import { useWords } from '../words/use-words.ts';
import styles from './programme.module.css';

export function Back() {
  const { t } = useWords();
  // Whoever has no link has no list of States.
  if (placeOf(usePathname()).page === 'public') return null;
  return (
    <Go href={HOME} className={styles.back}>
      <Icon name="back" size={18} />
      <span>{t('watch.review.back')}</span>
    </Go>
  );
}

export interface HeadProps {
  readonly name: string;
  readonly children?: ReactNode;
}

export function Head({ name, children }: HeadProps) {
  const title = useTitleFocus();
  return (
    <header className={styles.head}>
      <Back />
      <h1 ref={title} tabIndex={-1}>
        <bdi>{name}</bdi>
      </h1>
      {children}
    </header>
  );
}

export function NothingShown({
  review,
  wasShown,
}: {
  readonly review: ReviewSummary;
  readonly wasShown: boolean;
}) {
  const { t } = useWords();
  const state = useStateName()(review);
  const said = wasShown ? 'watch.review.gone' : 'watch.review.empty';
  return (
    <Stack>
      <Head name={state} />
      <div role="status">
        <EmptyState title={t(`${said}.title`, wasShown ? {} : { state })}>
          <p>{t(`${said}.text`)}</p>
        </EmptyState>
      </div>
    </Stack>
  );
}

export function NothingHere() {
  const { t } = useWords();
  const { page } = placeOf(usePathname());
  const said = page === 'public' ? 'watch.public.none' : 'watch.review.unknown';
  return (
    <Stack>
      <Head name={t(`${said}.title`)} />
      <p>{t(`${said}.text`)}</p>
    </Stack>
  );
}
