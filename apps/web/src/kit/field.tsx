import { type ComponentPropsWithRef, type ReactNode, useId } from 'react';
import styles from './field.module.css';
import { Icon } from './icons/icon.tsx';
import { join } from './join.ts';
import { useKitWords } from './words/use-kit-words.ts';

interface Around {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** What is wrong and what to do; shown instead of nothing, read with the field. */
  readonly error?: ReactNode;
  readonly optional?: boolean;
}

interface Wiring {
  readonly id: string;
  readonly className: string | undefined;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

function Surround({
  label,
  hint,
  error,
  optional,
  id: given,
  control,
}: Around & { readonly id?: string | undefined; readonly control: (wiring: Wiring) => ReactNode }) {
  const { t } = useKitWords();
  const own = useId();
  const id = given ?? own;
  const described = join(hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`);
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
        {optional && <span className={styles.optional}> ({t('kit.optional')})</span>}
      </label>
      {hint !== undefined && (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {control({
        id,
        className: join(styles.control, error !== undefined && styles.wrong),
        'aria-describedby': described || undefined,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      <div aria-live="polite">
        {error !== undefined && (
          <p className={styles.error} id={`${id}-error`}>
            <Icon name="alert" size={18} />
            <span>{error}</span>
          </p>
        )}
      </div>
    </div>
  );
}

function split<P extends Around>(props: P) {
  const { label, hint, error, optional, ...rest } = props;
  return { around: { label, hint, error, ...(optional === undefined ? {} : { optional }) }, rest };
}

export type TextFieldProps = Around & Omit<ComponentPropsWithRef<'input'>, 'children'>;

/** One line of text, an address, a code, a date… by `type`. */
export function TextField(props: TextFieldProps) {
  const { around, rest } = split(props);
  return (
    <Surround {...around} id={rest.id} control={(wiring) => <input type="text" {...rest} {...wiring} />} />
  );
}

export type NumberFieldProps = TextFieldProps & { readonly unit?: string };

export function NumberField({ unit, ...props }: NumberFieldProps) {
  const { around, rest } = split(props);
  return (
    <Surround
      {...around}
      id={rest.id}
      control={(wiring) => (
        <span className={styles.withUnit}>
          <input
            inputMode="numeric"
            {...rest}
            {...wiring}
            type="number"
            className={join(wiring.className, styles.number)}
          />
          {unit && <span className={styles.unit}>{unit}</span>}
        </span>
      )}
    />
  );
}

export type TextAreaProps = Around & ComponentPropsWithRef<'textarea'>;

export function TextArea(props: TextAreaProps) {
  const { around, rest } = split(props);
  return (
    <Surround {...around} id={rest.id} control={(wiring) => <textarea rows={4} {...rest} {...wiring} />} />
  );
}

export interface SelectOption {
  readonly value: string;
  readonly label: string;
}

export type SelectProps = Around &
  Omit<ComponentPropsWithRef<'select'>, 'children'> & { readonly options: readonly SelectOption[] };

export function Select({ options, ...props }: SelectProps) {
  const { around, rest } = split(props);
  return (
    <Surround
      {...around}
      id={rest.id}
      control={(wiring) => (
        <span className={styles.select}>
          <select {...rest} {...wiring}>
            {options.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
          <Icon name="down" />
        </span>
      )}
    />
  );
}
