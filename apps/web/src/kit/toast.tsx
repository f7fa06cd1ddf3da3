import { useEffect, useRef, useSyncExternalStore } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icons/icon.tsx';
import { join } from './join.ts';
import { type Tone, toneIcons } from './state.tsx';
import styles from './toast.module.css';
import { useKitWords } from './words/use-kit-words.ts';

export interface ToastMessage {
  readonly tone: Tone;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
  /** Goes by itself after this long. Red ones and those with an action stay until dismissed. */
  readonly stayMs?: number;
}

type Shown = ToastMessage & { readonly id: number };

let shown: readonly Shown[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function update(next: readonly Shown[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

export const dismissToast = (id: number): void => update(shown.filter((toast) => toast.id !== id));

/** Says what was done ("Approved. The speaker is told."). Never the only place of an error. */
export function showToast(message: ToastMessage): number {
  lastId += 1;
  update([...shown.slice(-2), { ...message, id: lastId }]);
  return lastId;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Stands once in a page, near its end. */
export function ToastRegion() {
  const { t } = useKitWords();
  const toasts = useSyncExternalStore(subscribe, () => shown);
  return (
    <section className={styles.region} aria-label={t('kit.toasts')} aria-live="polite">
      {toasts.map((toast) => (
        <Toast key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function Toast({ toast }: { readonly toast: Shown }) {
  const { t } = useKitWords();
  const held = useRef(false);
  const { id, tone, action, stayMs = 7000 } = toast;
  const stays = tone === 'red' || action !== undefined;
  useEffect(() => {
    if (stays) return;
    let timer = setTimeout(function go() {
      if (held.current) timer = setTimeout(go, 2000);
      else dismissToast(id);
    }, stayMs);
    return () => clearTimeout(timer);
  }, [id, stays, stayMs]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: resting on it only holds it; nothing else is done by it
    <div
      className={join(styles.toast, styles[tone])}
      onPointerEnter={() => {
        held.current = true;
      }}
      onPointerLeave={() => {
        held.current = false;
      }}
      onFocus={() => {
        held.current = true;
      }}
      onBlur={() => {
        held.current = false;
      }}
    >
      <Icon name={toneIcons[tone]} label={t(`kit.state.${tone}`)} />
      <p className={styles.text}>{toast.text}</p>
      {action && (
        <Button
          kind="plain"
          onClick={() => {
            action.run();
            dismissToast(id);
          }}
        >
          {action.label}
        </Button>
      )}
      <Button kind="plain" icon="close" iconOnly onClick={() => dismissToast(id)}>
        {t('kit.dismiss')}
      </Button>
    </div>
  );
}
