import type { ApiProblem } from '@rostrum/client';
import { useEffect, useRef, useState } from 'react';
import type { TextPlace } from '../../issues/issue-draft.ts';
import { Button } from '../../kit/button.tsx';
import { TextArea } from '../../kit/field.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import unfold from '../../kit/unfold.module.css';
import { api } from '../api.ts';
import { asProblem } from '../link/use-link.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { useIssuesWords } from './issue-words.ts';
import styles from './issues.module.css';

type CopyPlace = Exclude<TextPlace, 'title'>;
const PLACES: readonly CopyPlace[] = ['earlier', 'changed', 'recommendations', 'questions'];

export interface CopyFromTextProps {
  readonly onCopy: (place: CopyPlace, text: string) => void;
}

/** The written statement, to take words out of: what is selected goes where the button says. */
export function CopyFromText({ onCopy }: CopyFromTextProps) {
  const { t } = useIssuesWords();
  const [open, setOpen] = useState(false);
  return (
    <details className={unfold.row} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('issues.copy')}</summary>
      {open && <Text onCopy={onCopy} />}
    </details>
  );
}

function Text({ onCopy }: CopyFromTextProps) {
  const { t } = useIssuesWords();
  const [texts, setTexts] = useState<readonly string[] | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [said, setSaid] = useState<'done' | 'select' | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    let left = false;
    api('GET /api/v1/speaker/written').then(
      (written) => {
        if (!left) setTexts(written.texts.map(({ text }) => text));
      },
      (error: unknown) => {
        if (!left) setProblem(asProblem(error));
      },
    );
    return () => {
      left = true;
    };
  }, []);
  if (problem !== null) return <ProblemNotice problem={problem} title={t('speak.failed')} />;
  if (texts === null) return <Skeleton shape="text" count={3} />;
  if (texts.length === 0) return <p className={styles.soft}>{t('issues.copy.none')}</p>;
  const copy = (place: CopyPlace) => {
    const field = area.current;
    const selected = field?.value.slice(field.selectionStart, field.selectionEnd).trim() ?? '';
    setSaid(selected === '' ? 'select' : 'done');
    if (selected !== '') onCopy(place, selected);
  };
  return (
    <Stack gap="close">
      <TextArea
        ref={area}
        label={t('issues.copy.label')}
        hint={t('issues.copy.hint')}
        readOnly
        dir="auto"
        rows={8}
        value={texts.join('\n\n')}
      />
      <Actions>
        {PLACES.map((place) => (
          <Button key={place} icon="copy" onClick={() => copy(place)}>
            {t(`issues.copy.to.${place}`)}
          </Button>
        ))}
      </Actions>
      <p role="status" className={styles.soft}>
        {said !== null && t(`issues.copy.${said}`)}
      </p>
    </Stack>
  );
}
