import { type Audience, type MediaSet, narrowest, type ProgrammeRevisionState } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { found } from '../sessions/who-may.ts';

/** What may change under a revision: ask at every request, it is one query. */
export interface RevisionStanding {
  revisionId: string;
  reviewId: string;
  sessionId: string;
  state: ProgrammeRevisionState;
  epoch: number;
  /** The programme's own or the narrowest consent of what is shown, whichever is narrower. */
  audience: Audience;
  /** Statements that may be shown no more, although the revision names them. */
  barred: string[];
}

export interface PublishedProgramme extends RevisionStanding {
  items: {
    position: number;
    kind: 'statement' | 'card';
    statementId: string;
    /** Null for a card, and for what may be shown no more. */
    mediaSet: MediaSet | null;
  }[];
}

/** @throws Problem not_found */
export async function standingOfRevision(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  { revisionId }: { revisionId: string },
): Promise<RevisionStanding> {
  const { audiences, ...standing } = found(await store.programmes.standing(revisionId, clock.now()));
  return { ...standing, audience: narrowest(audiences) };
}

/** For the media gateway: a revision with the manifests of what it shows. @throws Problem not_found */
export async function publishedProgramme(
  parts: Pick<Parts, 'store' | 'clock'>,
  { revisionId }: { revisionId: string },
): Promise<PublishedProgramme> {
  const { store } = parts;
  const standing = await standingOfRevision(parts, { revisionId });
  const revision = found(await store.programmes.revision(revisionId));
  const cutIds = revision.items.flatMap(({ cutId }) => (cutId === null ? [] : [cutId]));
  const media = new Map((await store.programmes.media(cutIds)).map((cut) => [cut.cutId, cut.mediaSet]));
  const barred = new Set(standing.barred);
  return {
    ...standing,
    items: revision.items.map(({ position, kind, statementId, cutId }) => {
      const shown = kind === 'statement' && cutId !== null && !barred.has(statementId);
      const mediaSet = shown ? (media.get(cutId) ?? null) : null;
      return { position, kind: mediaSet === null ? 'card' : 'statement', statementId, mediaSet };
    }),
  };
}
