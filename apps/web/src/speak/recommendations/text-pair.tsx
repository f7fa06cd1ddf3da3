import { type IssueFault, TEXT_LIMITS, type TextPlace } from '../../issues/issue-draft.ts';
import { TextArea } from '../../kit/field.tsx';
import { Stack } from '../../kit/surface.tsx';
import { useIssuesWords } from './issue-words.ts';

/** How much there is, and how much fits: nothing that was pasted is cut off in silence. */
export function useTooLong() {
  const { t, number } = useIssuesWords();
  return (place: TextPlace, length: number) =>
    t('issues.tooLong', { length: number(length), limit: number(TEXT_LIMITS[place]) });
}

export interface TextPairProps {
  readonly place: Exclude<TextPlace, 'title'>;
  readonly label: string;
  readonly hint?: string;
  readonly rows: number;
  readonly value: { readonly text: string; readonly english: string };
  /** With an English field below. */
  readonly english: boolean;
  readonly fault: IssueFault | undefined;
  /** In place of what is said where the text is missing. */
  readonly missing?: string;
  readonly onChange: (patch: { text?: string; english?: string }) => void;
}

/** A text in the speaker's language, and the same in English where they give it. */
export function TextPair(props: TextPairProps) {
  const { place, label, hint, rows, value, english, fault, missing, onChange } = props;
  const { t } = useIssuesWords();
  const tooLong = useTooLong();
  const isLong = (text: string) => text.trim().length > TEXT_LIMITS[place];
  const error = isLong(value.text)
    ? tooLong(place, value.text.trim().length)
    : fault === 'missing'
      ? (missing ?? t('issues.untranslated'))
      : undefined;
  return (
    <Stack gap="close">
      <TextArea
        label={label}
        {...(hint === undefined ? {} : { hint })}
        {...(error === undefined ? {} : { error })}
        dir="auto"
        rows={rows}
        value={value.text}
        onChange={({ target }) => onChange({ text: target.value })}
      />
      {english && (
        <TextArea
          label={t('issues.inEnglish', { what: label })}
          optional
          {...(isLong(value.english) ? { error: tooLong(place, value.english.trim().length) } : {})}
          dir="auto"
          lang="en"
          rows={rows}
          value={value.english}
          onChange={({ target }) => onChange({ english: target.value })}
        />
      )}
    </Stack>
  );
}
