import { useEffect, useState } from 'react';
import { Notice } from '../../kit/notice.tsx';
import { useWords } from '../words/use-words.ts';

/** Says that there is no network, and that everything goes on by itself. */
export function OfflineNotice() {
  const { t } = useWords();
  const [online, setOnline] = useState(() => navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }, []);
  return online ? null : (
    <Notice tone="amber" live title={t('speak.waiting.offline')} nothingLost>
      {t('speak.waiting.offline.do')}
    </Notice>
  );
}
