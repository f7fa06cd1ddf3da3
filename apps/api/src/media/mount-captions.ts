import { Problem } from '@rostrum/domain';
import {
  CAPTIONS_TYPE,
  type CaptionTrack,
  CHAPTERS_TYPE,
  captionPlaylist,
  captionSegment,
  chaptersJson,
  chaptersVtt,
  PLAYLIST_TYPE,
  wholeCaptions,
} from '@rostrum/hls';
import type { Express, Request, RequestHandler } from 'express';
import { BASES, type GatewayDeps, kept, sendText } from './mount-gateway.ts';
import { numberOf, openMedia } from './open-media.ts';
import type { ShownMedia } from './shown-media.ts';

/**
 * Captions and chapters of what is shown, under the same signature. Mounted before the gateway, whose
 * `:track.m3u8` would take a caption playlist for a rendition.
 */
export function mountCaptions(app: Express, deps: GatewayDeps): void {
  for (const base of BASES) {
    app.get(`${base}/captions-:language.m3u8`, playlist(deps));
    app.get(`${base}/captions-:language/:segment.vtt`, segment(deps));
    app.get(`${base}/captions-:language.vtt`, whole(deps));
    app.get(`${base}/chapters.json`, chapters(deps, 'chapters.json', CHAPTERS_TYPE));
    app.get(`${base}/chapters.vtt`, chapters(deps, 'chapters.vtt', CAPTIONS_TYPE));
  }
}

function playlist(deps: GatewayDeps): RequestHandler {
  return async (request, response) => {
    const media = await openMedia(deps, request);
    const { language } = trackOf(media, request);
    const text = kept(media, `captions-${language}.m3u8`, () =>
      captionPlaylist(media.timeline, (index) => `captions-${language}/${index}.vtt`),
    );
    sendText(response, text, PLAYLIST_TYPE);
  };
}

function segment(deps: GatewayDeps): RequestHandler {
  return async (request, response) => {
    const media = await openMedia(deps, request);
    const track = trackOf(media, request);
    const index = numberOf(request, 'segment');
    const text = kept(media, `captions-${track.language}/${index}.vtt`, () => {
      const made = captionSegment(media.timeline, track, index);
      if (made === null) throw new Problem('not_found');
      return made;
    });
    sendText(response, text, CAPTIONS_TYPE);
  };
}

/** A file to keep, as the master is: where one statement alone is shown, and its speaker lets it be had. */
function whole(deps: GatewayDeps): RequestHandler {
  return async (request, response) => {
    const media = await openMedia(deps, request);
    const track = trackOf(media, request);
    const context =
      media.onlyStatementId === null
        ? null
        : await deps.parts.store.statements.context(media.onlyStatementId);
    if (context === null) throw new Problem('not_found');
    if (!context.invitation.masterAllowed) throw new Problem('not_allowed');
    sendText(response, wholeCaptions(track), CAPTIONS_TYPE);
  };
}

function chapters(deps: GatewayDeps, name: 'chapters.json' | 'chapters.vtt', type: string): RequestHandler {
  return async (request, response) => {
    const media = await openMedia(deps, request);
    if (media.chapters.length === 0) throw new Problem('not_found');
    const text = kept(media, name, () =>
      name === 'chapters.json' ? chaptersJson(media.chapters) : chaptersVtt(media.chapters),
    );
    sendText(response, text, type);
  };
}

function trackOf(media: ShownMedia, request: Request): CaptionTrack {
  const track = media.captions.find(({ language }) => language === request.params.language);
  if (track === undefined) throw new Problem('not_found');
  return track;
}
