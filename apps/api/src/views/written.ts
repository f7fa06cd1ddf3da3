import type { WrittenState, WrittenTextHead, WrittenTextRecord } from '@rostrum/core';
import {
  DOCUMENT_LIMIT_BYTES,
  languageDirection,
  languageLabel,
  spokenMs,
  WRITTEN_LANGUAGES_PER_STATEMENT,
  WRITTEN_TEXT_LENGTH,
} from '@rostrum/domain';
import { instant } from './common.ts';

export function writtenVersionView(head: WrittenTextHead) {
  const { id, language, number, source, words, madeBy, createdAt } = head;
  return {
    id,
    language,
    label: languageLabel(language),
    direction: languageDirection(language),
    number,
    source,
    words,
    spokenMs: spokenMs(words),
    madeBy: madeBy.kind,
    createdAt: instant(createdAt),
  };
}

export const writtenTextView = (record: WrittenTextRecord) => ({
  ...writtenVersionView(record),
  text: record.text,
});

export const writtenView = ({ texts, versions }: WrittenState) => ({
  texts: texts.map(writtenTextView),
  versions: versions.map(writtenVersionView),
  limits: {
    characters: WRITTEN_TEXT_LENGTH,
    languages: WRITTEN_LANGUAGES_PER_STATEMENT,
    fileBytes: DOCUMENT_LIMIT_BYTES,
  },
});
