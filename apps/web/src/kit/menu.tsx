import './aria-ready.ts';
import type { ReactNode } from 'react';
import {
  Menu as AriaMenu,
  I18nProvider,
  MenuItem,
  MenuTrigger,
  Popover,
  Pressable,
} from 'react-aria-components';
import { Icon, type IconName } from './icons/icon.tsx';
import styles from './menu.module.css';
import { useKitWords } from './words/use-kit-words.ts';

export interface MenuEntry {
  readonly id: string;
  readonly label: ReactNode;
  readonly icon?: IconName;
  readonly danger?: boolean;
  readonly disabled?: boolean;
}

export interface MenuProps {
  /** The words on the button that opens it. */
  readonly trigger: ReactNode;
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly onChoose: (id: string) => void;
}

export function Menu({ trigger, label, entries, onChoose }: MenuProps) {
  const { language, direction } = useKitWords();
  return (
    <I18nProvider locale={language}>
      <MenuTrigger>
        <Pressable>
          <button type="button" className={styles.trigger}>
            {trigger}
            <Icon name="down" size={16} />
          </button>
        </Pressable>
        <Popover className={styles.popover ?? ''} placement="bottom start">
          <div dir={direction} lang={language}>
            <AriaMenu
              className={styles.menu ?? ''}
              aria-label={label}
              onAction={(key) => onChoose(String(key))}
            >
              {entries.map((entry) => (
                <MenuItem
                  key={entry.id}
                  id={entry.id}
                  className={entry.danger ? `${styles.item} ${styles.danger}` : (styles.item ?? '')}
                  isDisabled={entry.disabled ?? false}
                  textValue={typeof entry.label === 'string' ? entry.label : entry.id}
                >
                  {entry.icon && <Icon name={entry.icon} size={18} />}
                  <span>{entry.label}</span>
                </MenuItem>
              ))}
            </AriaMenu>
          </div>
        </Popover>
      </MenuTrigger>
    </I18nProvider>
  );
}
