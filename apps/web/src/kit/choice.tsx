import { type ReactNode, useId } from 'react';
import styles from './choice.module.css';
import { Icon } from './icons/icon.tsx';

export interface ChoiceOption<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly disabled?: boolean;
}

export interface RadioGroupProps<Value extends string> {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: ReactNode;
  readonly options: readonly ChoiceOption<Value>[];
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
}

/** One of several. */
export function RadioGroup<Value extends string>({
  label,
  hint,
  error,
  options,
  value,
  onChange,
}: RadioGroupProps<Value>) {
  const id = useId();
  return (
    <fieldset className={styles.group} aria-describedby={error === undefined ? undefined : `${id}-error`}>
      <legend className={styles.legend}>{label}</legend>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      {options.map((option) => (
        <Choice
          key={option.value}
          type="radio"
          name={id}
          option={option}
          checked={option.value === value}
          onChange={() => onChange(option.value)}
        />
      ))}
      <Wrong id={`${id}-error`} error={error} />
    </fieldset>
  );
}

export interface CheckboxProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: ReactNode;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Checkbox({ label, hint, error, checked, disabled = false, onChange }: CheckboxProps) {
  const id = useId();
  return (
    <div className={styles.group}>
      <Choice
        type="checkbox"
        name={id}
        option={{ value: 'on', label, hint, disabled }}
        checked={checked}
        wrong={error === undefined ? undefined : `${id}-error`}
        onChange={() => onChange(!checked)}
      />
      <Wrong id={`${id}-error`} error={error} />
    </div>
  );
}

const Wrong = ({ id, error }: { readonly id: string; readonly error: ReactNode }) =>
  error === undefined ? null : (
    <p className={styles.error} id={id} role="alert">
      <Icon name="alert" size={18} />
      <span>{error}</span>
    </p>
  );

interface ChoiceProps {
  readonly type: 'radio' | 'checkbox';
  readonly name: string;
  readonly option: ChoiceOption<string>;
  readonly checked: boolean;
  readonly wrong?: string | undefined;
  readonly onChange: () => void;
}

function Choice({ type, name, option, checked, wrong, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <label className={styles.choice}>
      <input
        type={type}
        name={name}
        value={option.value}
        checked={checked}
        disabled={option.disabled}
        aria-labelledby={`${id}-label`}
        aria-describedby={
          [option.hint === undefined ? '' : `${id}-hint`, wrong ?? ''].join(' ').trim() || undefined
        }
        aria-invalid={wrong === undefined ? undefined : true}
        onChange={onChange}
      />
      <span>
        <span id={`${id}-label`}>{option.label}</span>
        {option.hint !== undefined && (
          <span className={styles.optionHint} id={`${id}-hint`}>
            {option.hint}
          </span>
        )}
      </span>
    </label>
  );
}
