import { type ChangeEvent, useRef } from 'react';
import { Button, type ButtonKind } from '../../kit/button.tsx';

export interface PickFileProps {
  readonly kind?: ButtonKind;
  readonly label: string;
  readonly onFile: (file: File) => void;
}

/** A button that opens the phone's own way of choosing a video. */
export function PickFile({ kind = 'primary', label, onFile }: PickFileProps) {
  const input = useRef<HTMLInputElement>(null);
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    // The same file may be chosen again.
    event.target.value = '';
    if (file) onFile(file);
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="video/*,audio/*,.opus,.amr,.mkv,.mts,.m2ts,.3gp,.3g2,.avi,.wmv,.flv"
        hidden
        aria-label={label}
        onChange={take}
      />
      <Button kind={kind} icon="file" onClick={() => input.current?.click()}>
        {label}
      </Button>
    </>
  );
}
