import type { ComponentPropsWithRef, ReactNode } from 'react';
import styles from './button.module.css';
import { Icon, type IconName } from './icons/icon.tsx';
import { join } from './join.ts';

export type ButtonKind = 'primary' | 'quiet' | 'plain' | 'danger';

export interface ButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'children'> {
  readonly kind?: ButtonKind;
  readonly icon?: IconName;
  /** Says what goes on while it does ("Sending…"). The button keeps its place and the focus; presses do nothing. */
  readonly busy?: string | false;
  readonly wide?: boolean;
  /** Only the icon is shown; the children are its name. */
  readonly iconOnly?: boolean;
  readonly children: ReactNode;
}

export function Button({
  kind = 'quiet',
  icon,
  busy = false,
  wide,
  iconOnly,
  type = 'button',
  className,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  const isBusy = busy !== false;
  const shown = isBusy ? 'clock' : icon;
  return (
    <button
      {...rest}
      type={isBusy && type === 'submit' ? 'button' : type}
      className={join(
        styles.button,
        styles[kind],
        wide && styles.wide,
        iconOnly && styles.iconOnly,
        className,
      )}
      aria-disabled={isBusy || rest['aria-disabled'] || undefined}
      aria-label={iconOnly && typeof children === 'string' ? children : rest['aria-label']}
      title={iconOnly && typeof children === 'string' ? children : rest.title}
      onClick={isBusy ? undefined : onClick}
    >
      {shown && <Icon name={shown} />}
      {!iconOnly && <span aria-live={busy === false ? undefined : 'polite'}>{isBusy ? busy : children}</span>}
    </button>
  );
}

export interface LinkProps extends ComponentPropsWithRef<'a'> {
  /** `button` looks like a quiet button, `primary` like the main one. */
  readonly look?: 'text' | 'button' | 'primary';
  readonly icon?: IconName;
}

export function Link({ look = 'text', icon, className, children, ...rest }: LinkProps) {
  const looks = {
    text: styles.link,
    button: join(styles.button, styles.quiet),
    primary: join(styles.button, styles.primary),
  };
  return (
    <a {...rest} className={join(looks[look], className)}>
      {icon && <Icon name={icon} />}
      {icon ? <span>{children}</span> : children}
    </a>
  );
}
