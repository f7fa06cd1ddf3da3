import './aria-ready.ts';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './button.tsx';
import styles from './dialog.module.css';
import { join } from './join.ts';
import { useKitWords } from './words/use-kit-words.ts';

export interface DialogProps {
  readonly title: ReactNode;
  readonly open: boolean;
  readonly onClose: () => void;
  /** Buttons, the main one first. */
  readonly actions?: ReactNode;
  /** Asks before something that cannot be undone: it is not closed by a press beside it. */
  readonly alert?: boolean;
  /** For what is looked over, not read line by line. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** One question at a time; never a dialog upon a dialog. */
export function Dialog({ title, open, onClose, actions, alert, wide, children }: DialogProps) {
  const { t, direction, language } = useKitWords();
  return (
    <ModalOverlay
      className={styles.overlay ?? ''}
      isOpen={open}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      isDismissable={!alert}
    >
      <Modal className={join(styles.modal, wide && styles.wide)}>
        <AriaDialog className={styles.dialog ?? ''} role={alert ? 'alertdialog' : 'dialog'}>
          <div dir={direction} lang={language}>
            <div className={styles.head}>
              <Heading slot="title" className={styles.title ?? ''}>
                {title}
              </Heading>
              <Button kind="plain" icon="close" iconOnly onClick={onClose}>
                {t('kit.close')}
              </Button>
            </div>
            <div className={styles.body}>{children}</div>
            {actions !== undefined && <div className={styles.actions}>{actions}</div>}
          </div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
