import { Button } from '../../kit/button.tsx';
import { Notice } from '../../kit/notice.tsx';
import { useSheet } from '../recommendations/use-sheet.ts';
import { useSideTab } from '../studio/side-tabs.tsx';
import { useWords } from '../words/use-words.ts';
import { useWritten } from '../written/use-written.ts';

/**
 * Captions are cut with the picture. What was handed in in writing is not, and is shown beside it: a name that was
 * cut out may stand there still.
 */
export function BeyondCut({ statementId }: { readonly statementId: string }) {
  const { t } = useWords();
  const { written } = useWritten(statementId);
  const sheet = useSheet(statementId);
  const [tab, setTab] = useSideTab();
  const texts = written.data?.texts.length ?? 0;
  const issues = sheet.data?.cards.length ?? 0;
  if (texts + issues === 0) return null;
  return (
    <Notice tone="amber" title={t('decide.beyondCut')}>
      <p>{t('decide.beyondCutText')}</p>
      {tab !== 'words' && (
        <Button kind="plain" onClick={() => setTab('words')}>
          {t('decide.beyondCutLook')}
        </Button>
      )}
    </Notice>
  );
}
