import { Button } from '../kit/button.tsx';
import { Notice } from '../kit/notice.tsx';
import { useWords } from './words/use-words.ts';

interface TheirsNoticeProps {
  readonly onTakeTheirs: () => void;
  readonly onKeepMine: () => void;
}

/** Beside what is being written, when somebody else saved the same meanwhile. */
export function TheirsNotice({ onTakeTheirs, onKeepMine }: TheirsNoticeProps) {
  const { t } = useWords();
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
      {t('theirs.text')}
    </Notice>
  );
}
