import { languageName } from '@rostrum/domain';
import { useMemo, useState } from 'react';
import { Select, TextField } from '../../kit/field.tsx';
import { isLanguageTag, languageOptions } from '../../kit/languages.ts';
import { Stack } from '../../kit/surface.tsx';
import type { Statement } from '../api.ts';
import type { Written } from './unsaved-text.ts';
import { useWrittenWords } from './written-words.ts';

const UN_LANGUAGES = ['en', 'fr', 'es', 'ar', 'ru', 'zh'];
const OTHER = 'other';

export interface ChooseLanguageProps {
  readonly view: Statement;
  readonly written: Written;
  /** '' until it was chosen: it is asked, never guessed. */
  readonly value: string;
  readonly missing: boolean;
  readonly onChange: (language: string) => void;
}

export function ChooseLanguage({ view, written, value, missing, onChange }: ChooseLanguageProps) {
  const { t, language: reader } = useWrittenWords();
  const [other, setOther] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const options = useMemo(() => {
    const there = written.texts.map(({ language }) => language);
    const own = [value, view.language].filter((one) => one !== '');
    const first = [...new Set([...there, ...own, ...UN_LANGUAGES])];
    const named = languageOptions(reader, first).map((option) =>
      there.includes(option.value)
        ? { ...option, label: t('written.language.there', { language: languageName(option.value, reader) }) }
        : option,
    );
    const none = value === '' ? [{ value: '', label: t('written.language.choose') }] : [];
    return [...none, ...named, { value: OTHER, label: t('written.language.other') }];
  }, [written, value, view.language, reader, t]);
  return (
    <Stack gap="close">
      <Select
        label={t('written.language')}
        hint={t('written.language.hint')}
        {...(missing && other === null ? { error: t('written.language.missing') } : {})}
        value={other === null ? value : OTHER}
        options={options}
        onChange={({ target }) => {
          setOther(target.value === OTHER ? '' : null);
          if (target.value !== OTHER) onChange(target.value);
        }}
      />
      {other !== null && (
        <TextField
          label={t('written.language.tag')}
          hint={t('written.language.tag.hint')}
          {...(wrong || missing ? { error: t('written.language.tag.wrong') } : {})}
          value={other}
          dir="ltr"
          autoCapitalize="none"
          spellCheck={false}
          onChange={({ target }) => {
            setWrong(false);
            setOther(target.value);
          }}
          onBlur={() => {
            const tag = other.trim();
            const [canonical] = isLanguageTag(tag) ? Intl.getCanonicalLocales(tag) : [];
            setWrong(canonical === undefined);
            if (canonical === undefined) return;
            setOther(null);
            onChange(canonical);
          }}
        />
      )}
    </Stack>
  );
}
