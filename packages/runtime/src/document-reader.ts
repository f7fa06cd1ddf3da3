import type { DocumentReader } from '@rostrum/core';
import { createDocumentReader } from '@rostrum/documents';
import { MediaProcessError, runTool } from '@rostrum/media';

/** @rostrum/documents, confined as ffmpeg is. */
export const openDocumentReader = (): DocumentReader =>
  createDocumentReader({
    run: runTool,
    endedBadly: (error) => error instanceof MediaProcessError && error.ran,
  });
