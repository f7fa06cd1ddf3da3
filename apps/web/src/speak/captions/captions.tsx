import type { ApiProblem } from '@rostrum/client';
import { Suspense, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import { api, type Statement, type Take } from '../api.ts';
import { lazily } from '../later/lazily.tsx';
import { asProblem } from '../link/use-link.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import styles from '../statement/page.module.css';
import { captioningWords, useCaptionsWords } from './captions-words.ts';
import { Track } from './track.tsx';
import { type OwnCaptions, type OwnTrack, useCaptions } from './use-captions.ts';

const Correct = lazily(async () => (await import('./correct.tsx')).Correct, captioningWords);

interface CaptionsProps {
  readonly view: Statement;
  /** Ready, and the one that the page is about. */
  readonly take: Take;
  readonly lengthMs: number;
  readonly first: OwnCaptions | null;
}

/** What deaf delegates, and those who do not hear the language, read: made of the own text, and put right by hand. */
export function Captions({ view, take, lengthMs, first }: CaptionsProps) {
  const { t } = useCaptionsWords();
  const [open, setOpen] = useState(false);
  const [correcting, setCorrecting] = useState<string>();
  const [busy, setBusy] = useState<string>();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const { captions, problem: unread, refetch } = useCaptions(take.id, view, first);

  async function act(what: string, call: () => Promise<unknown>) {
    setBusy(what);
    setProblem(null);
    try {
      await call();
    } catch (error) {
      setProblem(asProblem(error));
    }
    await refetch();
    setBusy(undefined);
  }
  const make = (language: string, there: OwnTrack | undefined) =>
    act(language, () =>
      api('POST /api/v1/speaker/takes/{id}/captions/spread', {
        params: { id: take.id },
        body: { language, baseId: there?.id ?? null },
      }),
    );
  const remove = (id: string) =>
    act(id, () => api('DELETE /api/v1/speaker/captions/{id}', { params: { id } }));

  const tracks = captions?.captions ?? [];
  const texts = captions?.texts ?? [];
  const unmade = texts.filter(({ language }) => !tracks.some((track) => track.language === language));
  const summary =
    captions === null
      ? ''
      : tracks.length === 0
        ? t('captions.none')
        : tracks.map(({ label }) => `\u2068${label}\u2069`).join(' · ');
  return (
    <details className={styles.part} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{t('captions.title')}</h2>
        <span className={styles.soft}>{summary}</span>
      </summary>
      {open && (
        <Stack>
          <p>{t('captions.text')}</p>
          {unread && captions === null && (
            <ProblemNotice
              problem={unread}
              title={t('captions.load.failed')}
              action={
                <Button icon="replay" onClick={() => void refetch()}>
                  {t('kit.retry')}
                </Button>
              }
            />
          )}
          {captions === null && unread === null && <Skeleton shape="text" count={3} />}
          {problem && <ProblemNotice problem={problem} title={t('speak.failed')} nothingLost />}
          {tracks
            .filter(({ language }) => correcting === undefined || correcting === language)
            .map((track) => (
              <Track
                key={track.language}
                track={track}
                hasText={texts.some(({ language }) => language === track.language)}
                correcting={correcting === track.language}
                busy={busy === track.language ? 'make' : busy === track.id ? 'remove' : undefined}
                onCorrect={() => setCorrecting(correcting === track.language ? undefined : track.language)}
                onMake={() => void make(track.language, track)}
                onRemove={() => void remove(track.id)}
              />
            ))}
          {correcting !== undefined && (
            <Suspense fallback={<Skeleton shape="video" />}>
              <Correct
                key={`${take.id} ${correcting}`}
                statementId={view.statement.id}
                take={take}
                lengthMs={lengthMs}
                language={correcting}
                onSaved={() => void refetch()}
                onClose={() => setCorrecting(undefined)}
              />
            </Suspense>
          )}
          {correcting === undefined && unmade.length > 0 && (
            <Actions>
              {unmade.map(({ language, label }) => (
                <Button
                  key={language}
                  icon="captions"
                  busy={busy === language && t('captions.making')}
                  onClick={() => void make(language, undefined)}
                >
                  {t('captions.make', { language: `\u2068${label}\u2069` })}
                </Button>
              ))}
            </Actions>
          )}
          {captions !== null && texts.length === 0 && tracks.length === 0 && (
            <p className={styles.soft}>{t('captions.noText')}</p>
          )}
        </Stack>
      )}
    </details>
  );
}
