import type { Output } from '@rostrum/client';
import { useEffect, useRef } from 'react';
import { api, type Statement } from '../api.ts';
import { stageOf } from './stage.ts';

/** Of what stands below the floor, what its parts show at once; null where it did not come in time. */
export interface Ahead {
  readonly open: Output<'GET /api/v1/watch'> | null;
  readonly written: Output<'GET /api/v1/speaker/written'> | null;
  readonly themes: Output<'GET /api/v1/themes'> | null;
  readonly sheet: Output<'GET /api/v1/speaker/recommendations'> | null;
  readonly questions: Output<'GET /api/v1/speaker/questions'> | null;
  readonly captions: Output<'GET /api/v1/speaker/takes/{id}/captions'> | null;
  /** The take whose captions these are. */
  readonly captionedId: string | undefined;
}

export const NOTHING_AHEAD: Ahead = {
  open: null,
  written: null,
  themes: null,
  sheet: null,
  questions: null,
  captions: null,
  captionedId: undefined,
};

/** Who cannot reach us for so long sees the parts all the same, and each asks for itself. */
const WAITS_MS = 4_000;

const asked = new WeakMap<Statement, Promise<Ahead>>();

/**
 * A part that grows once its answer is here pushes away what stands below it, and with it the row that a thumb is
 * pressing: so the parts wait for all of it together. Asked once for each statement that was read.
 */
export function aheadOf(view: Statement, captionedId: string | undefined): Promise<Ahead> {
  const known = asked.get(view);
  if (known !== undefined) return known;
  const asking = ask(view, captionedId);
  asked.set(view, asking);
  return asking;
}

async function ask(view: Statement, captionedId: string | undefined): Promise<Ahead> {
  const late = new Promise<null>((resolve) => {
    setTimeout(resolve, WAITS_MS, null);
  });
  const soon = <T>(answer: Promise<T>): Promise<T | null> => Promise.race([answer.catch(() => null), late]);
  const [open, written, themes, sheet, questions, captions] = await Promise.all([
    soon(api('GET /api/v1/watch')),
    soon(api('GET /api/v1/speaker/written')),
    soon(api('GET /api/v1/themes')),
    soon(api('GET /api/v1/speaker/recommendations')),
    view.published ? soon(api('GET /api/v1/speaker/questions')) : null,
    captionedId === undefined
      ? null
      : soon(api('GET /api/v1/speaker/takes/{id}/captions', { params: { id: captionedId } })),
    // What stands above.
    stageOf(view).kind === 'empty' ? null : soon(import('./stage-view.tsx')),
  ]);
  return { open, written, themes, sheet, questions, captions, captionedId };
}

/** Loads at first, unless what it would bring is there already, and whenever something changed. */
export function useReload(load: () => Promise<void>, there: boolean, changed?: unknown): void {
  const skips = useRef(there);
  useEffect(() => {
    if (skips.current) skips.current = false;
    else void load();
  }, [load, changed]);
}
