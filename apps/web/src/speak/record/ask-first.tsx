import { useEffect, useRef, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Actions } from '../../kit/surface.tsx';

export interface AskFirstProps {
  readonly label: string;
  /** The id of what it belongs to, where several stand below one another. */
  readonly of?: string;
  readonly question: string;
  readonly yes: string;
  readonly no: string;
  readonly onYes: () => void;
}

/** Erases after one question, asked in its place. */
export function AskFirst({ label, of, question, yes, no, onYes }: AskFirstProps) {
  const [asking, setAsking] = useState(false);
  const keep = useRef<HTMLButtonElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const asked = useRef(false);
  // A second press by mistake keeps it.
  useEffect(() => {
    if (asking) keep.current?.focus();
    else if (asked.current) opener.current?.focus();
    asked.current = asking;
  }, [asking]);
  if (!asking) {
    return (
      <Button ref={opener} kind="plain" icon="trash" aria-describedby={of} onClick={() => setAsking(true)}>
        {label}
      </Button>
    );
  }
  return (
    <Notice
      tone="amber"
      live
      title={question}
      action={
        <Actions>
          <Button kind="danger" icon="trash" onClick={onYes}>
            {yes}
          </Button>
          <Button ref={keep} onClick={() => setAsking(false)}>
            {no}
          </Button>
        </Actions>
      }
    />
  );
}
