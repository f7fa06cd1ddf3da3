import './aria-ready.ts';
import { Menu as AriaMenu, I18nProvider, MenuItem, Popover } from 'react-aria-components';
import { Icon, type IconName } from './icons/icon.tsx';
import styles from './menu.module.css';
import { useKitWords } from './words/use-kit-words.ts';

export interface MenuAtEntry {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
}

export interface MenuAtProps {
  /** Where it opens, and where the focus comes back to. */
  readonly at: HTMLElement;
  readonly label: string;
  readonly entries: readonly MenuAtEntry[];
  /** What holds now. */
  readonly chosen?: string;
  readonly onChoose: (id: string) => void;
  readonly onClose: () => void;
}

/** One menu for many buttons that are too many to have one each. */
export function MenuAt({ at, label, entries, chosen, onChoose, onClose }: MenuAtProps) {
  const { language, direction } = useKitWords();
  return (
    <I18nProvider locale={language}>
      <Popover
        className={styles.popover ?? ''}
        placement="bottom start"
        aria-label={label}
        triggerRef={{ current: at }}
        isOpen
        onOpenChange={(open) => {
          if (!open) onClose();
        }}
      >
        <div dir={direction} lang={language}>
          <AriaMenu
            className={styles.menu ?? ''}
            aria-label={label}
            autoFocus="first"
            selectionMode="single"
            selectedKeys={chosen === undefined ? [] : [chosen]}
            onAction={(key) => onChoose(String(key))}
            onClose={onClose}
          >
            {entries.map((entry) => (
              <MenuItem key={entry.id} id={entry.id} className={styles.item ?? ''} textValue={entry.label}>
                <Icon name={entry.id === chosen ? 'check' : (entry.icon ?? 'person')} size={18} />
                <span>{entry.label}</span>
              </MenuItem>
            ))}
          </AriaMenu>
        </div>
      </Popover>
    </I18nProvider>
  );
}
