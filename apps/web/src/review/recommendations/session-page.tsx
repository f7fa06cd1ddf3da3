import type { Output } from '@rostrum/client';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import type { ExportedIssue } from '../../issues/export/exported-issue.ts';
import { issueName, type Theme } from '../../issues/themes.ts';
import { Button } from '../../kit/button.tsx';
import { Notice } from '../../kit/notice.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { useStateNames } from '../../kit/state-names.ts';
import { Actions, EmptyState, Stack } from '../../kit/surface.tsx';
import { api } from '../api.ts';
import { OneSession, SessionChoice } from '../planning/one-session.tsx';
import { useStateName } from '../planning/use-state-name.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { Go, to } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import { Contents } from './issue-contents.tsx';
import { wordsOfExport } from './issue-words.ts';
import styles from './issues.module.css';
import { useThemes } from './use-sheet.ts';

type Answer = Output<'GET /api/v1/sessions/{id}/recommendations'>;
type Sheet = Answer['sheets'][number];
const FORMATS = ['docx', 'xlsx', 'csv'] as const;

export function SessionIssuesPage({ sessionId }: { readonly sessionId: string | undefined }) {
  return (
    <OneSession sessionId={sessionId}>{(chosen) => <Session key={chosen} sessionId={chosen} />}</OneSession>
  );
}

/** What all speakers of a session ask, by State, and as one file. */
function Session({ sessionId }: { readonly sessionId: string }) {
  const words = useWords();
  const { t, language } = words;
  const stateName = useStateName();
  const names = useStateNames(language) ?? {};
  const themes = useThemes().data?.themes ?? [];
  const [busy, setBusy] = useState<(typeof FORMATS)[number]>();
  const [failed, setFailed] = useState(false);
  const all = useQuery({
    queryKey: ['issues', sessionId],
    queryFn: ({ signal }) =>
      api('GET /api/v1/sessions/{id}/recommendations', { params: { id: sessionId } }, { signal }),
  });
  const sheets = all.data?.sheets ?? [];
  const save = async (format: (typeof FORMATS)[number]) => {
    setBusy(format);
    setFailed(false);
    try {
      const { saveIssues } = await import('../../issues/export/save-issues.ts');
      const issues = sheets.flatMap((sheet) => exported(sheet, { themes, language, stateName, names }));
      const name = `upr-${all.data?.session.number}-recommendations`;
      await saveIssues(issues, { words: wordsOfExport(words), format, name });
    } catch {
      setFailed(true);
    }
    setBusy(undefined);
  };
  const count = sheets.reduce((sum, { cards }) => sum + cards.length, 0);
  return (
    <Stack gap="far">
      <PageHead
        title={t('issues.title')}
        facts={count > 0 && t('issues.session.count', { n: count, statements: sheets.length })}
        aside={<SessionChoice sessionId={sessionId} to={to.issues} />}
      >
        <p className={styles.soft}>{t('issues.session.text')}</p>
      </PageHead>
      {all.isError && <ProblemNotice error={all.error} onRetry={() => void all.refetch()} />}
      {all.isPending && <Skeleton shape="row" count={6} />}
      {all.data && sheets.length === 0 && <EmptyState title={t('issues.session.none')} />}
      {failed && <Notice tone="red" live title={t('issues.export.failed')} />}
      {sheets.length > 0 && (
        <Actions>
          {FORMATS.map((format) => (
            <Button
              key={format}
              icon="download"
              busy={busy === format && t('issues.export.making')}
              onClick={() => void save(format)}
            >
              {t(`issues.export.${format}`)}
            </Button>
          ))}
        </Actions>
      )}
      <p>
        <Go href={to.page('themes')}>{t('themes.title')}</Go>
      </p>
      {sheets.map((sheet, at) => (
        <Fragment key={sheet.statementId}>
          {sheets[at - 1]?.review.id !== sheet.review.id && <h2>{stateName(sheet.review)}</h2>}
          <div className={styles.section}>
            <h3 className={styles.title}>
              <Go href={`${to.statement(sheet.statementId)}?tab=words`}>{sheet.organisation.name}</Go>
            </h3>
            <ul className={styles.list}>
              {sheet.cards.map((card) => (
                <li key={card.id} className={styles.issue}>
                  <h4 className={styles.name} dir="auto">
                    {issueName(card, { themes, language })}
                  </h4>
                  <Contents card={card} />
                </li>
              ))}
            </ul>
          </div>
        </Fragment>
      ))}
    </Stack>
  );
}

interface Naming {
  readonly themes: readonly Theme[];
  readonly language: string;
  readonly stateName: (state: Sheet['review']) => string;
  readonly names: Readonly<Record<string, string>>;
}

function exported(sheet: Sheet, { themes, language, stateName, names }: Naming): ExportedIssue[] {
  return sheet.cards.map(({ theme, title, earlier, changed, recommendations, questions }) => ({
    stateCode: sheet.review.stateCode,
    state: stateName(sheet.review),
    organisation: sheet.organisation.name,
    language: sheet.language,
    issue: issueName({ theme, title }, { themes, language }).replace(/[\u2068\u2069]/g, ''),
    earlier: earlier && {
      ...earlier,
      by: earlier.stateCode && (names[earlier.stateCode] ?? earlier.stateCode),
    },
    changed,
    recommendations,
    questions,
    // Of the staff's pages: nobody else opens it.
    link: new URL(to.statement(sheet.statementId), location.href).href,
  }));
}
