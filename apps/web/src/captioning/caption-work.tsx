import type { Cue } from '@rostrum/domain';
import { type ReactNode, type Ref, useCallback, useEffect, useRef, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Notice } from '../kit/notice.tsx';
import type { PlayerController } from '../kit/player/player.tsx';
import { Skeleton } from '../kit/skeleton.tsx';
import { CaptionEditor } from './caption-editor.tsx';
import { useCaptioningWords } from './captioning-words.ts';
import { type KeptCues, readKept } from './kept-cues.ts';
import { useWavePeaks } from './use-wave-peaks.ts';

/** One version of captions, as the editor needs it. */
export interface CaptionVersion {
  readonly id: string;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly cues: readonly Cue[];
}

/** What differs between those who may correct captions. */
export interface CaptionSource {
  /** The newest version of the language; null where it was removed. */
  readonly newest: () => Promise<CaptionVersion | null>;
  /** As a new version of that one, which must be the newest; the version that was made. */
  readonly correct: (id: string, cues: readonly Cue[]) => Promise<CaptionVersion>;
  /** Whether this failure says that there is a newer version. */
  readonly isStale: (error: unknown) => boolean;
}

export interface CaptionWorkProps {
  readonly source: CaptionSource;
  /** The take. */
  readonly of: string;
  readonly lengthMs: number;
  readonly peaksAddress: string | undefined;
  readonly player: (props: {
    readonly controllerRef: Ref<PlayerController>;
    readonly onTime: (ms: number) => void;
  }) => ReactNode;
  /** As `keep` was told it, from before the page was left. */
  readonly kept: unknown;
  readonly keep: (kept: KeptCues | undefined) => void;
  readonly problem: (error: unknown, retry?: () => void) => ReactNode;
  readonly onSaved: (version: CaptionVersion) => void;
  readonly more?: (version: CaptionVersion, unsaved: boolean) => ReactNode;
}

/** Captions of one language of a take: fetched, corrected, and saved so that two windows do not overwrite each other. */
export function CaptionWork(props: CaptionWorkProps) {
  const { source, of, lengthMs, peaksAddress, player, problem, onSaved } = props;
  const { t } = useCaptioningWords();
  const [base, setBase] = useState<CaptionVersion | null>();
  const [first] = useState(() => readKept(props.kept));
  const [opening, setOpening] = useState(0);
  const [begun, setBegun] = useState<{ readonly kept: readonly Cue[] | undefined }>({ kept: first?.cues });
  const [failed, setFailed] = useState<unknown>();
  const [saving, setSaving] = useState(false);
  const [unsaved, setUnsaved] = useState(false);
  const peaks = useWavePeaks(of, peaksAddress);
  const latest = useRef(props);
  latest.current = props;
  const mine = useRef<Cue[]>([]);

  const load = useCallback(async () => {
    setFailed(undefined);
    try {
      setBase(await latest.current.source.newest());
    } catch (error) {
      setFailed(error);
    }
  }, []);
  useEffect(() => void load(), [load]);
  const baseId = base?.id;
  const keep = useCallback(
    (cues: Cue[] | undefined) => {
      setUnsaved(cues !== undefined);
      if (baseId !== undefined) latest.current.keep(cues && { baseId, cues });
    },
    [baseId],
  );

  async function save(id: string, cues: Cue[]) {
    mine.current = cues;
    setSaving(true);
    setFailed(undefined);
    try {
      const saved = await source.correct(id, cues);
      latest.current.keep(undefined);
      setBegun({ kept: undefined });
      setUnsaved(false);
      setBase(saved);
      onSaved(saved);
    } catch (error) {
      setFailed(error);
    }
    setSaving(false);
  }
  async function takeTheirs() {
    latest.current.keep(undefined);
    setBegun({ kept: undefined });
    await load();
    setOpening((count) => count + 1);
  }
  async function keepMine() {
    setSaving(true);
    try {
      const newest = await source.newest();
      setSaving(false);
      if (newest === null) setBase(null);
      else await save(newest.id, mine.current);
    } catch (error) {
      setFailed(error);
      setSaving(false);
    }
  }

  if (base === null) return <Notice tone="amber" title={t('captioning.gone')} />;
  if (base === undefined) {
    return failed === undefined ? <Skeleton shape="video" /> : problem(failed, () => void load());
  }
  // What was kept was changed from a version that may not be the newest any more: then its saving says so.
  const from = begun.kept && first?.baseId;
  const stale = failed !== undefined && source.isStale(failed);
  return (
    <CaptionEditor
      key={opening}
      language={base.language}
      direction={base.direction}
      saved={base.cues}
      lengthMs={lengthMs}
      kept={begun.kept}
      keep={keep}
      player={player}
      peaks={peaks}
      saving={saving}
      onSave={(cues) => void save(from ?? base.id, cues)}
      more={props.more?.(base, unsaved)}
      notice={
        stale ? (
          <Notice
            tone="amber"
            live
            title={t('captioning.stale')}
            action={
              <>
                <Button onClick={() => void keepMine()}>{t('captioning.stale.mine')}</Button>
                <Button onClick={() => void takeTheirs()}>{t('captioning.stale.theirs')}</Button>
              </>
            }
          >
            {t('captioning.stale.text')}
          </Notice>
        ) : (
          failed !== undefined && problem(failed)
        )
      }
    />
  );
}
