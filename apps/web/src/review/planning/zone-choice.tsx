import { useCallback, useState } from 'react';
import { Combo } from '../../kit/combo.tsx';
import { useWords } from '../words/use-words.ts';
import { zoneOptions } from './zones.ts';

interface ZoneChoiceProps {
  /** An IANA name; empty where none is chosen. */
  readonly value: string;
  readonly onChange: (zone: string) => void;
  readonly wrong: boolean;
}

/** A time zone, found by typing a part of its name. */
export function ZoneChoice({ value, onChange, wrong }: ZoneChoiceProps) {
  const { t } = useWords();
  const more = useCallback((n: number) => t('session.timeZoneMore', { n }), [t]);
  const [options] = useState(() => zoneOptions(value));
  return (
    <Combo
      label={t('session.field.timeZone')}
      empty={t('session.timeZoneNone')}
      more={more}
      options={options}
      value={value === '' ? null : value}
      onChange={(zone) => onChange(zone ?? '')}
      {...(wrong ? { error: t('session.timeZoneWrong') } : {})}
    />
  );
}
