import { type Ref, Suspense, useRef } from 'react';
import type { PlayerController } from '../../kit/player/player.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { api } from '../api.ts';
import { lazily } from '../later/lazily.tsx';
import { useAllWords } from '../later/use-all-words.ts';

/** The player and what it needs to play are fetched when there is something to play. */
const Player = lazily(async () => (await import('../../kit/player/player.tsx')).Player);

export interface PreviewProps {
  /** A cut or a take: as long as it is the same, the video goes on, though its address is signed anew. */
  readonly id: string;
  readonly src: string;
  readonly poster: string | null;
  readonly controllerRef?: Ref<PlayerController>;
  readonly onTime?: (ms: number) => void;
}

export function Preview({ id, src, poster, controllerRef, onTime }: PreviewProps) {
  const { t } = useAllWords();
  const first = useRef({ id, src, poster });
  if (first.current.id !== id) first.current = { id, src, poster };
  return (
    <Suspense fallback={<Skeleton shape="video" />}>
      <Player
        label={t('speak.preview.label')}
        src={first.current.src}
        {...(first.current.poster === null ? {} : { poster: first.current.poster })}
        {...(controllerRef === undefined ? {} : { controllerRef })}
        {...(onTime === undefined ? {} : { onTime })}
        refreshSrc={() => freshAddress(id)}
      />
    </Suspense>
  );
}

async function freshAddress(id: string): Promise<string> {
  const { takes, question } = await api('GET /api/v1/speaker/statement');
  const all = [...takes, ...takes.flatMap(({ cuts }) => cuts), ...(question ? [question.cut] : [])];
  const address = all.find((one) => one.id === id)?.previewUrl;
  if (!address) throw new Error('the preview is gone');
  return address;
}
