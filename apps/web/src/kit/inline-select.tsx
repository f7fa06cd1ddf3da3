import { useId } from 'react';
import { Icon } from './icons/icon.tsx';
import styles from './inline-select.module.css';
import { join } from './join.ts';

export interface InlineSelectProps {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly lang?: string }[];
  readonly value: string;
  readonly onChoose: (value: string) => void;
  readonly className?: string | undefined;
}

/** One of a few, beside its label, among other things that are set without a form. */
export function InlineSelect({ label, options, value, onChoose, className }: InlineSelectProps) {
  const id = useId();
  return (
    <span className={join(styles.choice, className)}>
      <label htmlFor={id}>{label}</label>
      <span className={styles.select}>
        <select id={id} value={value} onChange={({ target }) => onChoose(target.value)}>
          {options.map((one) => (
            <option key={one.value} value={one.value} lang={one.lang}>
              {one.label}
            </option>
          ))}
        </select>
        <Icon name="down" size={16} />
      </span>
    </span>
  );
}
