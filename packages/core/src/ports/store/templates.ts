import type { SpeakerLanguage } from '@rostrum/domain';
import type { DecisionKind } from './decisions.ts';

/** A text for the speaker that a coordinator begins from. */
export interface TemplateRecord {
  id: string;
  kind: DecisionKind;
  /** For the staff: what it is about. */
  title: string;
  texts: Record<SpeakerLanguage, string>;
  position: number;
  version: number;
}

export interface Templates {
  /** In their order. */
  all(): Promise<TemplateRecord[]>;
  /** Those that are there already stay as they are. */
  addMissing(templates: readonly Omit<TemplateRecord, 'version'>[]): Promise<void>;
  /** False where it is gone or of another version. */
  change(
    id: string,
    version: number,
    patch: Pick<TemplateRecord, 'kind' | 'title' | 'texts'>,
  ): Promise<boolean>;
  /** False where it is gone or of another version. */
  remove(id: string, version: number): Promise<boolean>;
}
