import { useMemo } from 'react';
import { Combo } from '../../kit/combo.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { useStateNames } from '../../kit/state-names.ts';
import { useWords } from '../words/use-words.ts';

interface StateChoiceProps {
  readonly value: string | null;
  readonly onChange: (code: string | null) => void;
  /** Chosen elsewhere already. */
  readonly without?: ReadonlySet<string>;
  readonly wrong?: boolean;
}

/** One of the States that the UN names, in the page's language. */
export function StateChoice({ value, onChange, without, wrong = false }: StateChoiceProps) {
  const { t, language } = useWords();
  const names = useStateNames(language);
  const options = useMemo(() => {
    const { compare } = new Intl.Collator(language);
    return Object.entries(names ?? {})
      .filter(([code]) => !without?.has(code))
      .map(([id, label]) => ({ id, label, aside: id }))
      .sort((a, b) => compare(a.label, b.label));
  }, [names, language, without]);
  if (names === undefined) return <Skeleton shape="row" />;
  return (
    <Combo
      label={t('state.choose')}
      hint={t('state.chooseHint')}
      empty={t('state.none')}
      options={options}
      value={value}
      onChange={onChange}
      autoFocus
      {...(wrong ? { error: t('state.chooseWrong') } : {})}
    />
  );
}
