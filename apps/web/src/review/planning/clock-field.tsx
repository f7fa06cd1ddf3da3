import { clockTrouble, instantOf, isTimeZone, wallClock } from '@rostrum/domain';
import type { ReactNode } from 'react';
import { TextField } from '../../kit/field.tsx';
import { Stack } from '../../kit/surface.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './planning.module.css';

interface ClockFieldProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** `2021-04-20T18:00` of the zone, or nothing. */
  readonly value: string;
  readonly timeZone: string;
  readonly required?: boolean;
  readonly onChange: (wall: string) => void;
}

/** A wall clock of a zone, which says what it means where the clocks change. */
export function ClockField({ label, hint, value, timeZone, required = false, onChange }: ClockFieldProps) {
  const { t } = useWords();
  const trouble = value !== '' && isTimeZone(timeZone) ? clockTrouble(value, timeZone) : null;
  return (
    <Stack gap="close">
      <TextField
        label={label}
        {...(hint === undefined ? {} : { hint })}
        optional={!required}
        required={required}
        type="datetime-local"
        max="9999-12-31T23:59"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <div aria-live="polite">
        {trouble !== null && (
          <p className={styles.soft}>
            {t(`clock.${trouble}`, {
              time: wallClock(instantOf(value, timeZone), trouble === 'twice' ? 'UTC' : timeZone).slice(11),
            })}
          </p>
        )}
      </div>
    </Stack>
  );
}

/** A wall clock as it is read: without its letter. */
export const wallText = (wall: string): string => wall.replace('T', ' ');
