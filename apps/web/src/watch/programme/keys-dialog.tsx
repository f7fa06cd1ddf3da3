import { Dialog } from '../../kit/dialog.tsx';
import { useWords, type WatchKey } from '../words/use-words.ts';
import styles from './keys-dialog.module.css';

const keys: readonly (readonly [string, WatchKey])[] = [
  ['Space', 'watch.keys.toggle'],
  ['K', 'watch.keys.pause'],
  ['←', 'watch.keys.back5'],
  ['→', 'watch.keys.on5'],
  ['J', 'watch.keys.back10'],
  ['L', 'watch.keys.on10'],
  ['N', 'watch.keys.next'],
  ['P', 'watch.keys.previous'],
  ['C', 'watch.keys.captions'],
  ['M', 'watch.keys.mute'],
  ['O', 'watch.keys.viewing'],
  ['?', 'watch.keys.help'],
];

export default function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  return (
    <Dialog title={t('watch.keys.title')} open onClose={onClose}>
      <dl className={styles.keys}>
        {keys.map(([key, does]) => (
          <div key={key} className={styles.row}>
            <dt>
              <kbd className={styles.key} dir="ltr">
                {key === 'Space' ? t('watch.keys.space') : key}
              </kbd>
            </dt>
            <dd>{t(does)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
