import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { type ApiSettings, isSecure } from '../settings.ts';

/** Only the speaker's page records, and no page within it; nothing of ours asks where somebody is. */
const SPEAKERS_PAGE = /^\/speak(\/|$)/;
const RECORDING = 'camera=(self), microphone=(self)';
const NO_RECORDING = 'camera=(), microphone=()';
const NOWHERE = 'geolocation=(), display-capture=()';

/**
 * Scripts, styles and fonts of our own files only; no inline script. `blob:` is what a media element plays
 * from (Media Source Extensions) and what a recording is made into; workers are hls.js's.
 */
export function securityHeaders(settings: Pick<ApiSettings, 'publicUrl'>): RequestHandler {
  const secure = isSecure(settings);
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        // SHA-256 of a large file is WebAssembly in a worker.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: secure ? { maxAge: 63_072_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
  });
  return function secured(request, response, next) {
    const records = SPEAKERS_PAGE.test(request.path);
    response.setHeader(
      'permissions-policy',
      records ? `${NOWHERE}, ${RECORDING}` : `${NOWHERE}, ${NO_RECORDING}`,
    );
    headers(request, response, next);
  };
}
