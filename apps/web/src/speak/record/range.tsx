import { type ReactNode, useId } from 'react';
import range from './range.module.css';
import styles from './record.module.css';

export interface RangeProps {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The value in words, beside it and read out. */
  readonly text: string;
  readonly shown?: ReactNode;
  readonly onChange: (value: number) => void;
}

/** A value on a line, by finger or by arrows. */
export function Range({ label, hideLabel, value, min, max, step, text, shown, onChange }: RangeProps) {
  const id = useId();
  return (
    <div className={styles.range}>
      {!hideLabel && (
        <label htmlFor={id} className={styles.rangeLabel}>
          {label}
        </label>
      )}
      <span className={styles.rangeText} aria-hidden="true">
        {shown ?? text}
      </span>
      <input
        id={id}
        className={range.line}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-label={hideLabel ? label : undefined}
        aria-valuetext={text}
        onChange={({ target }) => onChange(Number(target.value))}
      />
    </div>
  );
}
