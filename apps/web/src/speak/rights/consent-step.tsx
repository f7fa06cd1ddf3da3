import { type Ref, useEffect, useImperativeHandle } from 'react';
import type { Statement } from '../api.ts';
import { ConsentChoices } from './consent-choices.tsx';
import { ASKED_LATER } from './consent-fields.ts';
import { useRightsWords } from './rights-words.ts';
import { useConsent } from './use-consent.ts';

export interface ConsentHandle {
  /** Whether the server has it now; what is missing is said in the form. */
  readonly save: () => Promise<boolean>;
}

export interface ConsentStepProps {
  readonly view: Statement;
  /** As far as the file itself says. */
  readonly soundOnly: boolean;
  readonly handle: Ref<ConsentHandle>;
  readonly onThere: () => void;
}

/** Asked before the first file leaves the device, and again where the words were written anew since. */
export function ConsentStep({ view, soundOnly, handle, onThere }: ConsentStepProps) {
  const { language } = useRightsWords();
  const form = useConsent(view, language, ASKED_LATER);
  useImperativeHandle(handle, () => ({ save: form.save }));
  useEffect(onThere, []);
  return <ConsentChoices form={form} soundOnly={soundOnly} />;
}
