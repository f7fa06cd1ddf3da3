import { useWords } from '../words/use-words.ts';
import type { StepKind } from './edit-history.ts';
import styles from './stage.module.css';
import { StageButton } from './stage-button.tsx';

interface EditButtonsProps {
  /** A removal was begun. */
  readonly marking: boolean;
  readonly undoes: StepKind | undefined;
  readonly redoes: StepKind | undefined;
  /** Revision of the cut that is exactly this edit. */
  readonly made: number | undefined;
  readonly canMake: boolean;
  readonly making: boolean;
  /** Nothing is taken from the original. */
  readonly whole: boolean;
  readonly on: Readonly<
    Record<
      | 'setIn'
      | 'setOut'
      | 'mark'
      | 'snap'
      | 'undo'
      | 'redo'
      | 'restore'
      | 'playJoin'
      | 'playWhole'
      | 'makeCut',
      () => void
    >
  >;
}

export function EditButtons(props: EditButtonsProps) {
  const { marking, undoes, redoes, made, canMake, making, whole, on } = props;
  const { t } = useWords();
  return (
    <>
      <div className={styles.buttons}>
        <StageButton shortcut="I" onClick={on.setIn}>
          {t('edit.setIn')}
        </StageButton>
        <StageButton shortcut="O" onClick={on.setOut}>
          {t('edit.setOut')}
        </StageButton>
        <StageButton icon="cut" shortcut="X" aria-pressed={marking} onClick={on.mark}>
          {t(marking ? 'edit.removeTo' : 'edit.removeFrom')}
        </StageButton>
        <StageButton shortcut="S" onClick={on.snap}>
          {t('edit.snap')}
        </StageButton>
        <span className={styles.pair}>
          <StageButton icon="undo" iconOnly shortcut="Z" disabled={!undoes} onClick={on.undo}>
            {t('edit.undo')}
          </StageButton>
          <StageButton icon="redo" iconOnly shortcut="⇧ Z" disabled={!redoes} onClick={on.redo}>
            {t('edit.redo')}
          </StageButton>
        </span>
      </div>
      <div className={styles.buttons}>
        <StageButton
          kind="primary"
          className={styles.makeCut}
          icon={made ? 'play' : 'cut'}
          shortcut="M"
          disabled={!canMake}
          busy={making && t('cut.making')}
          onClick={on.makeCut}
        >
          {made ? t('edit.seeCut', { n: made }) : t('edit.make')}
        </StageButton>
        <StageButton icon="play" shortcut="⇧ P" disabled={!canMake} onClick={on.playWhole}>
          {t('audition.whole')}
        </StageButton>
        <StageButton icon="play" shortcut="P" disabled={!canMake} onClick={on.playJoin}>
          {t('audition.joins')}
        </StageButton>
        <StageButton icon="replay" shortcut="R" disabled={whole} onClick={on.restore}>
          {t('edit.whole')}
        </StageButton>
      </div>
    </>
  );
}
