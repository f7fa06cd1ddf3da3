import { Dialog } from '../kit/dialog.tsx';
import styles from './keys-dialog.module.css';
import { type ReviewKey, useWords } from './words/use-words.ts';

const groups: readonly {
  readonly title: ReviewKey;
  readonly keys: readonly (readonly [string, ReviewKey])[];
}[] = [
  {
    title: 'keys.everywhere',
    keys: [
      ['?', 'keys.help'],
      ['/', 'keys.search'],
      ['H', 'keys.toBoard'],
    ],
  },
  {
    title: 'keys.board',
    keys: [
      ['J', 'keys.nextRow'],
      ['K', 'keys.lastRow'],
      ['Enter', 'keys.open'],
      ['X', 'keys.chooseRow'],
      ['*', 'keys.chooseMissing'],
      ['Esc', 'keys.chooseNone'],
      ['M', 'keys.toMe'],
      ['A', 'keys.giveTo'],
      ['R', 'keys.remind'],
      ['U', 'keys.undoGive'],
    ],
  },
  {
    title: 'keys.playing',
    keys: [
      ['Space', 'keys.toggle'],
      ['J', 'keys.back'],
      ['K', 'keys.pause'],
      ['L', 'keys.faster'],
      ['K + J L', 'keys.slow'],
      [',', 'keys.frameBack'],
      ['.', 'keys.frameOn'],
      ['T', 'keys.audition'],
      ['P', 'keys.joins'],
      ['⇧ P', 'keys.playEdit'],
      ['+ − 0', 'keys.zoom'],
    ],
  },
  {
    title: 'keys.cutting',
    keys: [
      ['I', 'keys.in'],
      ['O', 'keys.out'],
      ['[', 'keys.toIn'],
      [']', 'keys.toOut'],
      ['X', 'keys.removal'],
      ['← →', 'keys.onHandle'],
      ['Delete', 'keys.putBack'],
      ['S', 'keys.snap'],
      ['E', 'keys.fit'],
      ['Z', 'keys.undoEdit'],
      ['⇧ Z', 'keys.redoEdit'],
      ['R', 'keys.restore'],
      ['M', 'keys.make'],
      ['B', 'keys.poster'],
      ['G', 'keys.turn'],
    ],
  },
  {
    title: 'keys.deciding',
    keys: [
      ['A', 'keys.approve'],
      ['C', 'keys.askChanges'],
      ['D', 'keys.decline'],
      ['U', 'keys.undoDecision'],
      ['Q', 'keys.checklist'],
      ['1 – 9', 'keys.question'],
      ['Y N -', 'keys.answer'],
      ['W', 'keys.note'],
      ['F', 'keys.comment'],
      ['V', 'changed.seen'],
      ['< >', 'keys.side'],
    ],
  },
  {
    title: 'keys.going',
    keys: [
      ['N', 'keys.next'],
      ['⇧ N', 'keys.waitingBefore'],
      ['( )', 'keys.neighbours'],
      ['⇧ H', 'keys.toProgramme'],
    ],
  },
  {
    title: 'keys.programme',
    keys: [
      ['Alt ↑ ↓', 'keys.moveInOrder'],
      ['D', 'keys.byRule'],
      ['U', 'keys.undoOrder'],
      ['P', 'keys.publish'],
    ],
  },
  {
    title: 'plan.keys',
    keys: [
      ['N', 'keys.plan.add'],
      ['I', 'keys.plan.import'],
    ],
  },
];

export function KeysDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useWords();
  return (
    <Dialog title={t('keys.title')} open={open} onClose={onClose} wide>
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className={styles.title}>{t(group.title)}</h3>
            <dl className={styles.list}>
              {group.keys.map(([key, does]) => (
                <div key={key} className={styles.row}>
                  <dt>
                    <kbd className={styles.key}>{key === 'Space' ? t('keys.space') : key}</kbd>
                  </dt>
                  <dd>{t(does)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
