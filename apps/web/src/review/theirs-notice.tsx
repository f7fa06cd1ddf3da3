import { Button } from '../kit/button.tsx';
import { Notice } from '../kit/notice.tsx';
import { useWords } from './words/use-words.ts';

interface TheirsNoticeProps {
  /** What it is by now, field by field, where a form has several. */
  readonly fields?: readonly { readonly label: string; readonly now: string | boolean | null }[];
  readonly onTakeTheirs: () => void;
  readonly onKeepMine: () => void;
}

/** Beside what is being written, when somebody else saved the same meanwhile. */
export function TheirsNotice({ fields = [], onTakeTheirs, onKeepMine }: TheirsNoticeProps) {
  const { t } = useWords();
  const said = (now: string | boolean | null) => {
    if (typeof now === 'boolean') return t(now ? 'theirs.yes' : 'theirs.no');
    return now || t('theirs.empty');
  };
  return (
    <Notice
      tone="amber"
      live
      title={t('theirs.title')}
      action={
        <>
          <Button onClick={onKeepMine}>{t('theirs.keepMine')}</Button>{' '}
          <Button kind="plain" onClick={onTakeTheirs}>
            {t('theirs.take')}
          </Button>
        </>
      }
    >
      {fields.map(({ label, now }) => (
        <p key={label}>
          {t('theirs.field', { field: label })} <strong dir="auto">{said(now)}</strong>
        </p>
      ))}
      <p>{t('theirs.text')}</p>
    </Notice>
  );
}
