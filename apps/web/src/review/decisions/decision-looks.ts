import type { IconName } from '../../kit/icons/icon.tsx';
import type { Decision } from '../studio/types.ts';

interface Look {
  readonly kind: 'primary' | 'quiet' | 'danger';
  readonly icon: IconName;
}

export const decisionLooks: Readonly<Record<Decision['kind'], Look>> = {
  approve: { kind: 'primary', icon: 'check' },
  ask_changes: { kind: 'quiet', icon: 'edit' },
  decline: { kind: 'quiet', icon: 'close' },
};
