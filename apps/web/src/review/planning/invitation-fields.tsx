import { instantOf, wallClock } from '@rostrum/domain';
import { Select, TextField } from '../../kit/field.tsx';
import { languageNames } from '../../kit/i18n/words.tsx';
import { type ReviewKey, useWords } from '../words/use-words.ts';
import { ClockField, wallText } from './clock-field.tsx';
import { differing } from './differing.ts';
import styles from './planning.module.css';

const kinds = ['cso', 'nhri', 'state'] as const;
const languages = ['en', 'fr', 'es', 'ar'] as const;

/** An invitation as the form has it. */
export interface InvitationValues {
  readonly name: string;
  readonly kind: (typeof kinds)[number];
  readonly status: '' | 'A' | 'B';
  readonly email: string;
  /** Empty where nobody chose: the browser does in which the link is opened first. */
  readonly language: '' | (typeof languages)[number];
  /** In the wall clock of the session's zone. */
  readonly deadline: string;
}

export const INVITATION_LABELS = {
  name: 'invite.name',
  kind: 'invite.kind',
  status: 'invite.status',
  email: 'invite.email',
  language: 'invite.language',
  deadline: 'invite.deadline',
} as const satisfies Record<keyof InvitationValues, ReviewKey>;

export function saidOf(values: InvitationValues, name: keyof InvitationValues): string {
  if (name === 'language') return values.language === '' ? '' : languageNames[values.language];
  return name === 'deadline' ? wallText(values.deadline) : values[name];
}

export const noInvitation: InvitationValues = {
  name: '',
  kind: 'cso',
  status: 'A',
  email: '',
  language: '',
  deadline: '',
};

export function valuesOf(
  one: {
    readonly organisation: { name: string; kind: InvitationValues['kind']; nhriStatus: 'A' | 'B' | null };
    readonly email: string | null;
    readonly language: string;
    readonly languageChosen: boolean;
    readonly deadlineAt: string | null;
  },
  timeZone: string,
): InvitationValues {
  return {
    name: one.organisation.name,
    kind: one.organisation.kind,
    status: one.organisation.nhriStatus ?? '',
    email: one.email ?? '',
    language: one.languageChosen ? (languages.find((language) => language === one.language) ?? 'en') : '',
    deadline: one.deadlineAt === null ? '' : wallClock(new Date(one.deadlineAt), timeZone),
  };
}

export function requestOf(values: InvitationValues, timeZone: string) {
  return {
    organisation: {
      name: values.name.trim(),
      kind: values.kind,
      nhriStatus: values.kind === 'nhri' && values.status !== '' ? values.status : null,
    },
    email: values.email.trim() || null,
    language: values.language || null,
    deadlineAt: values.deadline === '' ? null : instantOf(values.deadline, timeZone).toISOString(),
  };
}

/** What is changed of an invitation, and nothing that stayed as the form opened. */
export function changesOf(values: InvitationValues, opened: InvitationValues, timeZone: string) {
  const [{ organisation: now, ...own }, { organisation: before, ...ownBefore }] = [
    requestOf(values, timeZone),
    requestOf(opened, timeZone),
  ];
  const organisation = differing(now, before);
  const { language, ...others } = differing(own, ownBefore);
  const changed = Object.keys(organisation).length > 0 ? { organisation } : {};
  // What somebody chose stays chosen.
  return { ...others, ...(language ? { language } : {}), ...changed };
}

interface InvitationFieldsProps {
  readonly values: InvitationValues;
  readonly timeZone: string;
  /** Nobody has chosen their language yet. */
  readonly mayBeTheirs: boolean;
  readonly onChange: (changes: Partial<InvitationValues>) => void;
}

export function InvitationFields({ values, timeZone, mayBeTheirs, onChange }: InvitationFieldsProps) {
  const { t } = useWords();
  return (
    <>
      <TextField
        label={t('invite.name')}
        autoFocus
        required
        maxLength={300}
        dir="auto"
        value={values.name}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <div className={styles.pair}>
        <Select
          label={t('invite.kind')}
          options={kinds.map((one) => ({ value: one, label: t(`kind.${one}`) }))}
          value={values.kind}
          onChange={(event) => {
            const kind = kinds.find((one) => one === event.target.value);
            if (kind) onChange({ kind });
          }}
        />
        {values.kind === 'nhri' && (
          <Select
            label={t('invite.status')}
            options={[
              { value: 'A', label: 'A' },
              { value: 'B', label: 'B' },
              { value: '', label: t('invite.statusNone') },
            ]}
            value={values.status}
            onChange={(event) => {
              const { value } = event.target;
              onChange({ status: value === 'A' || value === 'B' ? value : '' });
            }}
          />
        )}
      </div>
      <div className={styles.pair}>
        <TextField
          label={t('invite.email')}
          hint={t('invite.emailHint')}
          type="email"
          optional
          dir="ltr"
          value={values.email}
          onChange={(event) => onChange({ email: event.target.value })}
        />
        <Select
          label={t('invite.language')}
          hint={t('invite.languageHint')}
          options={[
            ...(mayBeTheirs ? [{ value: '', label: t('invite.languageTheirs') }] : []),
            ...languages.map((one) => ({ value: one, label: languageNames[one] })),
          ]}
          value={values.language}
          onChange={(event) => {
            onChange({ language: languages.find((one) => one === event.target.value) ?? '' });
          }}
        />
      </div>
      <ClockField
        label={t('invite.deadline')}
        hint={t('invite.deadlineHint', { zone: timeZone })}
        value={values.deadline}
        timeZone={timeZone}
        onChange={(deadline) => onChange({ deadline })}
      />
    </>
  );
}
