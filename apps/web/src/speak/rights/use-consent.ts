import type { ApiProblem } from '@rostrum/client';
import { CONSENT_TEXT_VERSION } from '@rostrum/domain';
import { useEffect, useRef, useState } from 'react';
import type { Language } from '../../kit/i18n/words.tsx';
import { draftNames } from '../answer/draft-name.ts';
import { api, type Statement } from '../api.ts';
import { asProblem } from '../link/use-link.ts';
import {
  consentOf,
  type Fields,
  fieldsOf,
  type Missing,
  missingIn,
  splitDraft,
  withDraft,
} from './consent-fields.ts';
import { forgetDraft, keepDraft, readDraft } from './drafts.ts';

export interface ConsentForm {
  readonly fields: Fields;
  readonly change: (part: Partial<Fields>) => void;
  readonly missing: readonly Missing[];
  /** The current words were not agreed to yet. */
  readonly asksToAgree: boolean;
  readonly busy: boolean;
  readonly saved: boolean;
  readonly problem: ApiProblem | null;
  readonly save: () => Promise<boolean>;
}

/**
 * The speaker's choices while they are being made: kept on the device until the server has them.
 *
 * @param hidden what this form does not show: it stays as the server has it, and a draft of it stays a draft.
 */
export function useConsent(
  { statement, consent }: Pick<Statement, 'statement' | 'consent'>,
  language: Language,
  hidden: readonly (keyof Fields)[] = [],
): ConsentForm {
  const draftName = draftNames.consent(statement.id);
  const begun = (now: Statement['consent']) =>
    withDraft(fieldsOf(now), splitDraft(readDraft(draftName), hidden).rest);
  const [fields, setFields] = useState(() => begun(consent));
  const [missing, setMissing] = useState<readonly Missing[]>([]);
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const asksToAgree = !consent.accepted;

  // What was changed elsewhere shows here, unless something is being changed here.
  const known = JSON.stringify(consent);
  const seen = useRef(known);
  useEffect(() => {
    if (seen.current === known) return;
    seen.current = known;
    const now: Statement['consent'] = JSON.parse(known);
    setFields(begun(now));
  }, [known, draftName]);

  const change = (part: Partial<Fields>) => {
    const next = { ...fields, ...part };
    setFields(next);
    setSaved(false);
    setMissing((before) => before.filter((one) => !(one in part || (one === 'dayPassed' && 'day' in part))));
    keepDraft(draftName, { ...readDraft(draftName), ...part });
  };

  async function save(): Promise<boolean> {
    // What is not asked here cannot be put right here: a day that stands, and has passed since.
    const lacking = missingIn(fields, asksToAgree, Date.now()).filter(
      (one) => one !== 'dayPassed' || !hidden.includes('day'),
    );
    setMissing(lacking);
    if (lacking.length > 0) return false;
    setBusy(true);
    setProblem(null);
    try {
      const accepted = asksToAgree
        ? { name: fields.agreedBy.trim(), textVersion: CONSENT_TEXT_VERSION, textLanguage: language }
        : null;
      // To the instant: another device's day may end at another one.
      const given = hidden.includes('day')
        ? { ...consentOf(fields), endsAt: consent.endsAt }
        : consentOf(fields);
      await api('PUT /api/v1/speaker/consent', { body: { ...given, accepted } });
      const unsent = splitDraft(readDraft(draftName), hidden).hidden;
      if (Object.keys(unsent).length > 0) keepDraft(draftName, unsent);
      else forgetDraft(draftName);
      setFields((now) => ({ ...now, agreedBy: '' }));
      setSaved(true);
      return true;
    } catch (error) {
      setProblem(asProblem(error));
      return false;
    } finally {
      setBusy(false);
    }
  }
  return { fields, change, missing, asksToAgree, busy, saved, problem, save };
}
