import { Button, type ButtonProps } from '../../kit/button.tsx';
import { join } from '../../kit/join.ts';
import styles from './stage.module.css';

interface StageButtonProps extends ButtonProps {
  /** As it is written on the key. */
  readonly shortcut?: string;
}

/** A button on the dark stage, with its key on it: that is how keys are learnt. */
export function StageButton({ shortcut, className, children, iconOnly, ...rest }: StageButtonProps) {
  const name = typeof children === 'string' ? children : undefined;
  if (iconOnly) {
    return (
      <Button
        {...rest}
        className={join(styles.onStage, styles.iconOnly, className)}
        aria-label={name}
        title={shortcut ? `${name} (${shortcut})` : name}
        iconOnly
      >
        {children}
      </Button>
    );
  }
  return (
    <Button {...rest} className={join(styles.onStage, className)}>
      {children}
      {shortcut && (
        <span className={styles.key} aria-hidden="true">
          {shortcut}
        </span>
      )}
    </Button>
  );
}
