import { ApiProblem } from '@rostrum/client';
import type { Cue } from '@rostrum/domain';
import { useQueryClient } from '@tanstack/react-query';
import { Suspense, use, useCallback, useMemo } from 'react';
import { CaptionWork } from '../../captioning/caption-work.tsx';
import { readKept } from '../../captioning/kept-cues.ts';
import { type Catalogue, WordsProvider } from '../../kit/i18n/words.tsx';
import { languageName } from '../../kit/languages.ts';
import { Player } from '../../kit/player/player.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { besideAddress } from '../../kit/storyboard/beside-address.ts';
import { EmptyState, Stack } from '../../kit/surface.tsx';
import { api, queries } from '../api.ts';
import { useKept } from '../drafts.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { Go, to, useSearch } from '../router.tsx';
import type { Detail, Take } from '../studio/types.ts';
import { useStatement } from '../studio/use-statement.ts';
import { useSteadyAddress } from '../studio/use-steady-address.ts';
import { useWords } from '../words/use-words.ts';
import styles from './captions-page.module.css';
import { CheckedMark } from './checked-mark.tsx';

const catalogues = {
  en: () => import('../../captioning/words/en.json'),
  fr: () => import('../../captioning/words/fr.json'),
};
const asked = new Map<string, Promise<Catalogue>>();

function editorWords(language: string): Promise<Catalogue> {
  const known = asked.get(language);
  if (known) return known;
  const asking = catalogues[language === 'fr' ? 'fr' : 'en']().then((words) => words.default);
  asked.set(language, asking);
  return asking;
}

/** One language of a take's captions, beside its picture and its sound. */
export function CaptionsPage({ id }: { readonly id: string }) {
  const { t } = useWords();
  const statement = useStatement(id);
  const search = useSearch();
  const [takeId, language] = [search.get('take'), search.get('language')];
  if (statement.isError && !statement.data) {
    return <ProblemNotice error={statement.error} onRetry={() => void statement.refetch()} />;
  }
  if (!statement.data) return <Skeleton shape="video" />;
  const take = statement.data.takes.find((one) => one.id === takeId);
  if (!take || !language || take.measuredMs === null || statement.data.statement.state === 'withdrawn') {
    return (
      <EmptyState title={t('captions.nothing')}>
        <Go href={`${to.statement(id)}?tab=words`}>{t('captions.toStatement')}</Go>
      </EmptyState>
    );
  }
  return (
    <Suspense fallback={<Skeleton shape="video" />}>
      <Work
        key={`${take.id} ${language}`}
        detail={statement.data}
        take={take}
        lengthMs={take.measuredMs}
        language={language}
      />
    </Suspense>
  );
}

interface WorkProps {
  readonly detail: Detail;
  readonly take: Take;
  readonly lengthMs: number;
  readonly language: string;
}

function Work({ detail, take, lengthMs, language }: WorkProps) {
  const words = useWords();
  const { t } = words;
  const more = use(editorWords(words.language));
  const all = useMemo(() => words.with(more), [words, more]);
  const client = useQueryClient();
  const statementId = detail.statement.id;
  const src = useSteadyAddress(take.id, take.previewUrl);
  const [kept, keep] = useKept(`captions.${take.id}.${language}`, readKept);
  const source = useMemo(() => sourceOf(take.id, language), [take.id, language]);
  const refreshSrc = useCallback(async () => {
    const fresh = await queries.fetchQuery({
      queryKey: ['statement', statementId],
      queryFn: () => api('GET /api/v1/statements/{id}', { params: { id: statementId } }),
      staleTime: 0,
    });
    const url = fresh.takes.find((one) => one.id === take.id)?.previewUrl;
    if (!url) throw new Error('nothing to play any more');
    return url;
  }, [statementId, take.id]);
  const refresh = () =>
    client.invalidateQueries({ queryKey: ['statement', statementId, 'captions', take.id] });
  return (
    <Stack>
      <div className={styles.head}>
        <p>
          <Go href={`${to.statement(statementId)}?tab=words`}>{t('captions.toStatement')}</Go>
        </p>
        <h1>
          {t('captions.pageTitle', { language: languageName(language, words.language) })}
          <span className={styles.of}>
            <bdi>{detail.organisation.name}</bdi> · {t('captions.ofTake', { n: take.number })}
          </span>
        </h1>
      </div>
      <WordsProvider words={all} wholePage={false}>
        <CaptionWork
          source={source}
          of={take.id}
          lengthMs={lengthMs}
          peaksAddress={take.previewUrl ? besideAddress(take.previewUrl, 'peaks-0.dat') : undefined}
          player={({ controllerRef, onTime }) =>
            src && (
              <Player
                label={t('captions.video')}
                src={src}
                {...(take.posterUrl ? { poster: take.posterUrl } : {})}
                controllerRef={controllerRef}
                onTime={onTime}
                refreshSrc={refreshSrc}
              />
            )
          }
          kept={kept}
          keep={keep}
          problem={(error, retry) => <ProblemNotice error={error} {...(retry ? { onRetry: retry } : {})} />}
          onSaved={() => void refresh()}
          more={(version, unsaved) => (
            <CheckedMark
              takeId={take.id}
              statementId={statementId}
              captionsId={version.id}
              unsaved={unsaved}
            />
          )}
        />
      </WordsProvider>
    </Stack>
  );
}

function sourceOf(takeId: string, language: string) {
  const read = (id: string) => api('GET /api/v1/captions/{id}', { params: { id }, query: {} });
  return {
    newest: async () => {
      const { captions } = await api('GET /api/v1/takes/{id}/captions', { params: { id: takeId } });
      const head = captions.find((one) => one.language === language);
      return head === undefined ? null : await read(head.id);
    },
    correct: async (id: string, cues: readonly Cue[]) => {
      const body = { cues: [...cues] };
      return await read((await api('POST /api/v1/captions/{id}/corrections', { params: { id }, body })).id);
    },
    isStale: (error: unknown) => error instanceof ApiProblem && error.code === 'stale',
  };
}
