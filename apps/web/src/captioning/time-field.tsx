import { useState } from 'react';
import styles from './captioning.module.css';
import { clockTime, readClockTime } from './clock-time.ts';

const STEP_MS = 100;

interface TimeFieldProps {
  readonly label: string;
  readonly ms: number;
  /** With Shift, the arrows go by so much. */
  readonly frameMs: number;
  readonly onChange: (ms: number) => void;
}

/** A time that is written, or moved by the arrow keys. */
export function TimeField({ label, ms, frameMs, onChange }: TimeFieldProps) {
  const [typed, setTyped] = useState<string>();
  const finish = () => {
    const read = typed === undefined ? null : readClockTime(typed);
    setTyped(undefined);
    if (read !== null) onChange(read);
  };
  return (
    <label className={styles.timeField}>
      <span>{label}</span>
      <input
        type="text"
        role="spinbutton"
        inputMode="decimal"
        aria-valuenow={ms / 1000}
        aria-valuetext={clockTime(ms)}
        dir="ltr"
        autoComplete="off"
        value={typed ?? clockTime(ms)}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={finish}
        onKeyDown={(event) => {
          const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
          if (by !== 0) {
            event.preventDefault();
            setTyped(undefined);
            onChange(ms + by * (event.shiftKey ? frameMs : STEP_MS));
          } else if (event.key === 'Enter') {
            event.preventDefault();
            finish();
          }
        }}
      />
    </label>
  );
}
