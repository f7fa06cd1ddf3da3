import { useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { Stack } from '../kit/surface.tsx';
import { useWords } from './words/use-words.ts';

export interface LinkOnceProps {
  /** Whose link it is. */
  readonly title: string;
  readonly link: string | undefined;
  readonly onClose: () => void;
}

/** A link is a key, kept hashed: it is shown here and nowhere again. */
export function LinkOnce({ title, link, onClose }: LinkOnceProps) {
  const { t } = useWords();
  return (
    <Dialog title={title} open={link !== undefined} onClose={onClose} alert>
      {link !== undefined && (
        <Stack>
          <p>{t('link.once')}</p>
          <CopyField label={t('link.label')} value={link} main />
        </Stack>
      )}
    </Dialog>
  );
}

interface CopyFieldProps {
  readonly label: string;
  readonly value: string;
  /** Copying is what one is here for. */
  readonly main?: boolean;
}

export function CopyField({ label, value, main = false }: CopyFieldProps) {
  const { t } = useWords();
  const [copied, setCopied] = useState<boolean>();
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <Stack gap="close">
      <TextField
        label={label}
        value={value}
        readOnly
        dir="ltr"
        onFocus={(event) => event.target.select()}
        {...(copied === false ? { error: t('link.copyFailed') } : {})}
      />
      <div aria-live="polite">
        <Button
          kind={main ? 'primary' : 'quiet'}
          icon={copied ? 'check' : 'copy'}
          onClick={() => void copy()}
        >
          {copied ? t('link.copied') : t('link.copy')}
        </Button>
      </div>
    </Stack>
  );
}
