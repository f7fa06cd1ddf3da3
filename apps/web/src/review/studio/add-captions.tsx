import type { UseMutationResult } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Select, TextField } from '../../kit/field.tsx';
import { isLanguageTag, languageOptions } from '../../kit/languages.ts';
import { Stack } from '../../kit/surface.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';

const OTHER = '';

interface AddCaptionsProps {
  readonly open: boolean;
  readonly add: UseMutationResult<unknown, Error, { language: string; file: File }>;
  /** Languages that are there already: theirs is replaced. */
  readonly there: readonly string[];
  readonly limitBytes: number;
  readonly onClose: () => void;
}

export function AddCaptions({ open, add, there, limitBytes, onClose }: AddCaptionsProps) {
  const { t, language: pageLanguage } = useWords();
  const [chosen, setChosen] = useState('en');
  const [tag, setTag] = useState('');
  const [file, setFile] = useState<File>();
  const [asked, setAsked] = useState(false);
  const names = useMemo(() => languageOptions(pageLanguage), [pageLanguage]);
  const language = chosen === OTHER ? tag.trim() : chosen;
  const tooLarge = file !== undefined && limitBytes > 0 && file.size > limitBytes;
  const fileWrong =
    asked && !file ? t('captions.fileMissing') : tooLarge ? t('captions.fileTooLarge') : undefined;
  const tagWrong = asked && !isLanguageTag(language) ? t('captions.tagWrong') : undefined;
  const send = () => {
    setAsked(true);
    if (file && !tooLarge && isLanguageTag(language)) add.mutate({ language, file });
  };
  return (
    <Dialog
      title={t('captions.addTitle')}
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" busy={add.isPending && t('captions.sending')} onClick={send}>
            {t('captions.send')}
          </Button>
          <Button onClick={onClose}>{t('review.cancel')}</Button>
        </>
      }
    >
      <Stack>
        <p>{t('captions.addText')}</p>
        <Select
          label={t('captions.language')}
          {...(there.includes(language) ? { hint: t('captions.replaces') } : {})}
          value={chosen}
          options={[...names, { value: OTHER, label: t('captions.otherLanguage') }]}
          onChange={(event) => setChosen(event.target.value)}
        />
        {chosen === OTHER && (
          <TextField
            label={t('captions.tag')}
            hint={t('captions.tagHint')}
            {...(tagWrong === undefined ? {} : { error: tagWrong })}
            value={tag}
            dir="ltr"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => setTag(event.target.value)}
          />
        )}
        <TextField
          type="file"
          label={t('captions.file')}
          hint={t('captions.fileHint')}
          {...(fileWrong === undefined ? {} : { error: fileWrong })}
          accept=".srt,.vtt,text/vtt,application/x-subrip,text/plain"
          onChange={(event) => setFile(event.target.files?.[0])}
        />
        {add.error && <ProblemNotice error={add.error} />}
      </Stack>
    </Dialog>
  );
}
