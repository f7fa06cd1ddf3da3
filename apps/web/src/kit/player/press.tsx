import { Icon, type IconName } from '../icons/icon.tsx';
import styles from './player.module.css';

interface PressProps {
  readonly icon: IconName;
  readonly label: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}

export const Press = ({ icon, label, pressed, disabled, onPress }: PressProps) => (
  <button
    type="button"
    className={styles.press}
    aria-label={label}
    aria-pressed={pressed}
    title={label}
    disabled={disabled}
    onClick={onPress}
  >
    <Icon name={icon} size={22} />
  </button>
);
