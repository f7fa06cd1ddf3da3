import type { CaptionsView, CaptionsWithCues } from '@rostrum/contract';
import type { CaptionsHead, ReadCaptions } from '@rostrum/core';
import { languageDirection, languageLabel } from '@rostrum/domain';
import type { z } from 'zod';
import { instant } from './common.ts';

export function captionsView(captions: CaptionsHead): z.output<typeof CaptionsView> {
  return { ...head(captions), cues: captions.cueCount };
}

export function captionsWithCues(captions: ReadCaptions): z.output<typeof CaptionsWithCues> {
  return { ...head(captions), cues: captions.cues, leftOut: captions.leftOut };
}

function head(captions: CaptionsHead) {
  const { id, takeId, language, version, findings, madeBy, origin, createdAt, checked } = captions;
  return {
    id,
    takeId,
    language,
    label: languageLabel(language),
    direction: languageDirection(language),
    version,
    findings,
    madeBy: madeBy.kind,
    origin,
    createdAt: instant(createdAt),
    checkedAt: checked && instant(checked.at),
  };
}
