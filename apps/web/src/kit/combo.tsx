import './aria-ready.ts';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import {
  Button as AriaButton,
  ComboBox,
  FieldError,
  I18nProvider,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from 'react-aria-components';
import styles from './combo.module.css';
import fieldStyles from './field.module.css';
import { Icon } from './icons/icon.tsx';
import { join } from './join.ts';
import { useKitWords } from './words/use-kit-words.ts';

export interface ComboOption {
  readonly id: string;
  readonly label: string;
  /** Shown beside it and found by it, too: a code. */
  readonly aside?: string;
}

export interface ComboProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: ReactNode;
  readonly options: readonly ComboOption[];
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  /** Stands in place of the list when nothing is found. */
  readonly empty: string;
  readonly autoFocus?: boolean;
  /** Of a long list a part is drawn, and this is said below it: how many more typing would find. */
  readonly more?: (n: number) => string;
}

const MOST_DRAWN = 60;
const BEFORE_CHOSEN = 20;

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[_\s]+/g, ' ')
    .trim()
    .toLowerCase();

/** As many as are drawn without being waited for: from the beginning, or around the one that is chosen. */
export function drawn<T>(found: readonly T[], chosen: T | undefined): readonly T[] {
  const at = chosen === undefined ? 0 : Math.max(0, found.indexOf(chosen) - BEFORE_CHOSEN);
  const from = Math.min(at, Math.max(0, found.length - MOST_DRAWN));
  return found.slice(from, from + MOST_DRAWN);
}

/** One of many, found by typing: a name or a part of it, with or without its accents, or a code. */
export function Combo({ label, hint, error, options, value, onChange, empty, autoFocus, more }: ComboProps) {
  const { language, direction } = useKitWords();
  const [text, setText] = useState(() => options.find(({ id }) => id === value)?.label ?? '');
  const closing = useRef(false);
  const chosen = options.find(({ id }) => id === value);
  const found = useMemo(() => {
    const wanted = plain(text);
    // What was chosen is no search: the whole list is open again.
    if (wanted === '' || text === chosen?.label) return options;
    return options.filter(
      ({ label: name, aside }) => plain(name).includes(wanted) || plain(aside ?? '').startsWith(wanted),
    );
  }, [options, text, chosen]);
  const listed = useMemo(() => (more ? drawn(found, chosen) : found), [more, found, chosen]);
  const choose = (option: ComboOption) => {
    setText(option.label);
    onChange(option.id);
  };
  /** Whoever wrote a name out has chosen it, also without the list. */
  const settle = (): boolean => {
    if (value !== null || text.trim() === '') return false;
    const wanted = plain(text);
    const named = options.find(({ label: name, aside }) => [name, aside ?? ''].map(plain).includes(wanted));
    if (named) choose(named);
    return named !== undefined;
  };
  return (
    <I18nProvider locale={language}>
      <ComboBox
        className={fieldStyles.field ?? ''}
        items={listed}
        inputValue={text}
        selectedKey={value}
        allowsEmptyCollection
        // Escape goes on to the dialog around it then; what is no choice is none to the caller either.
        allowsCustomValue
        isInvalid={error !== undefined}
        autoFocus={autoFocus ?? false}
        onInputChange={(next) => {
          setText(next);
          if (value !== null && next !== chosen?.label) onChange(null);
        }}
        onSelectionChange={(key) => {
          const option = options.find(({ id }) => id === key);
          if (option !== undefined) choose(option);
        }}
      >
        <Label className={fieldStyles.label ?? ''}>{label}</Label>
        {hint !== undefined && (
          <Text slot="description" className={fieldStyles.hint ?? ''}>
            {hint}
          </Text>
        )}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: hears what the field hears, and takes no focus */}
        <span
          className={styles.box}
          onBlur={settle}
          onKeyDownCapture={(event) => {
            // The first Enter chooses; the form is sent by the next.
            if (event.key === 'Enter' && settle()) event.preventDefault();
            const open = event.currentTarget.querySelector('[aria-expanded=true]') !== null;
            closing.current = open && event.key === 'Escape';
          }}
          onKeyDown={(event) => {
            // One Escape closes one thing: the list first, then what it lies in.
            if (closing.current) event.stopPropagation();
          }}
        >
          <Input className={join(fieldStyles.control, error !== undefined && fieldStyles.wrong)} />
          <AriaButton className={styles.open ?? ''}>
            <Icon name="down" size={18} />
          </AriaButton>
        </span>
        <FieldError className={fieldStyles.error ?? ''}>
          <Icon name="alert" size={18} />
          <span>{error}</span>
        </FieldError>
        <Popover className={styles.popover ?? ''} placement="bottom start">
          {/* It lies outside of every landmark: it is one itself. */}
          <section dir={direction} lang={language} aria-label={typeof label === 'string' ? label : undefined}>
            <ListBox<ComboOption>
              className={styles.list ?? ''}
              renderEmptyState={() => <p className={styles.empty}>{empty}</p>}
            >
              {(option) => (
                <ListBoxItem id={option.id} textValue={option.label} className={styles.item ?? ''}>
                  <span>{option.label}</span>
                  {option.aside !== undefined && (
                    <bdi dir="ltr" className={styles.aside}>
                      {option.aside}
                    </bdi>
                  )}
                </ListBoxItem>
              )}
            </ListBox>
            {more && found.length > listed.length && (
              <p className={styles.more}>{more(found.length - listed.length)}</p>
            )}
          </section>
        </Popover>
      </ComboBox>
    </I18nProvider>
  );
}
