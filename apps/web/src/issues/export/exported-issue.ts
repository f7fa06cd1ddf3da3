/** A card as it goes into a file: every name in the reader's language already. */
export interface ExportedIssue {
  readonly stateCode: string;
  readonly state: string;
  readonly organisation: string;
  /** BCP 47, of the texts. */
  readonly language: string;
  /** Its theme, what its speaker says of it, or both. */
  readonly issue: string;
  readonly earlier: {
    readonly cycle: number | null;
    /** The recommending State, by its name. */
    readonly by: string | null;
    readonly response: 'accepted' | 'noted' | null;
    readonly text: string;
    readonly english: string | null;
  } | null;
  readonly changed: { readonly text: string; readonly english: string | null } | null;
  readonly recommendations: readonly { readonly text: string; readonly english: string | null }[];
  readonly questions: readonly { readonly text: string; readonly english: string | null }[];
  /** Where it is heard; null where that is not known. */
  readonly link: string | null;
}

/** What the file says itself, in the reader's language. */
export interface ExportWords {
  readonly title: string;
  readonly rtl: boolean;
  readonly code: string;
  readonly state: string;
  readonly organisation: string;
  readonly issue: string;
  readonly language: string;
  readonly kind: string;
  readonly text: string;
  readonly english: string;
  readonly cycle: string;
  readonly by: string;
  readonly response: string;
  readonly link: string;
  readonly earlier: string;
  readonly changed: string;
  readonly recommendation: string;
  readonly recommendations: string;
  readonly question: string;
  readonly questions: string;
  readonly accepted: string;
  readonly noted: string;
  /** "Listen to it". */
  readonly listen: string;
}

/** "Uruguay, cycle 3, accepted", as far as it is known. */
export function earlierFacts({ earlier }: ExportedIssue, words: ExportWords): string {
  if (earlier === null) return '';
  const cycle = earlier.cycle === null ? null : `${words.cycle} ${earlier.cycle}`;
  const response = earlier.response === null ? null : words[earlier.response];
  const comma = words.rtl ? '، ' : ', ';
  return [earlier.by, cycle, response].filter((one) => one !== null && one !== '').join(comma);
}
