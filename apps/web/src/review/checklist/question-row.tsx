import { type KeyboardEvent, useRef, useState } from 'react';
import { Icon } from '../../kit/icons/icon.tsx';
import { join } from '../../kit/join.ts';
import { showToast } from '../../kit/toast.tsx';
import { useDraft } from '../drafts.ts';
import studio from '../studio/studio.module.css';
import { cutOf, type Detail } from '../studio/types.ts';
import { useWords } from '../words/use-words.ts';
import styles from './checklist.module.css';
import { useQuestionText } from './question-text.ts';
import { useSuggestionText } from './suggestion-text.ts';
import type { Answer, Question, Said } from './use-checklist.ts';
import { createVisit } from './visit.ts';

/** Its key changes with the take: what is written of one is not of another. */
interface QuestionRowProps {
  readonly question: Question;
  readonly at: number;
  readonly detail: Detail;
  readonly takeId: string;
  readonly cutId: string | null;
  /**
   * @param onwards by a key: the next open question follows
   * @returns whether it was received
   */
  readonly onAnswer: (said: Omit<Said, 'question'>, onwards: boolean) => Promise<boolean>;
  readonly onMove: (by: number) => void;
}

/** `o` as in "oui". */
const byKey: Readonly<Record<string, Answer>> = {
  y: 'yes',
  o: 'yes',
  n: 'no',
  '-': 'not_applicable',
};
const answers = ['yes', 'no', 'not_applicable'] as const;

export function QuestionRow({ question, at, detail, takeId, cutId, onAnswer, onMove }: QuestionRowProps) {
  const { t } = useWords();
  const textOf = useQuestionText();
  const measured = useSuggestionText();
  const [remarks, setRemarks] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  const { id, answer, suggestion } = question;
  const [kept, setKept] = useDraft(`${takeId}.${id}.remark`);
  const now = useRef(kept);
  now.current = kept;
  const given = answer?.answer ?? null;
  /** What was just said: the list learns of it a moment later. */
  const said = useRef<Answer | null>(null);
  const say = (next: Answer, onwards: boolean) => {
    // Pressed again, it is taken back.
    const now = given === next ? null : next;
    said.current = now;
    void onAnswer(
      { answer: now, remark: now === null ? null : (answer?.remark ?? null) },
      onwards && (now === 'yes' || now === 'not_applicable'),
    );
    // Before the list has learnt of it: whatever is typed next is meant for it, and would be a command elsewhere.
    if (now === 'no') setRemarks(true);
    if (now === null) setRemarks(false);
  };
  /** What was written stays until it was received. */
  const keep = async () => {
    setRemarks(false);
    const text = kept;
    const stands = given ?? said.current;
    if (text === undefined || stands === null) return;
    const remark = text.trim() || null;
    const received =
      remark === (answer?.remark ?? null) || (await onAnswer({ answer: stands, remark }, false));
    if (received && now.current === text) setKept(undefined);
  };
  const discard = () => {
    setRemarks(false);
    setKept(undefined);
    if (kept === undefined || kept.trim() === (answer?.remark ?? '')) return;
    showToast({
      tone: 'neutral',
      text: t('remarks.discarded'),
      action: { label: t('remarks.bringBack'), run: () => setKept(kept) },
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = byKey[event.key.toLowerCase()];
    if (next) say(next, true);
    else if (event.key === 'ArrowDown') onMove(1);
    else if (event.key === 'ArrowUp') onMove(-1);
    else if (event.key === 'Enter' && answer) setRemarks(true);
    else return;
    event.preventDefault();
  };
  const text = textOf(question);
  const cut = cutOf(detail, answer?.cutId ?? null);
  const otherCut = answer !== null && answer.cutId !== cutId && cut !== undefined;
  const showsRemark = remarks || (answer !== null && (answer.remark !== null || kept !== undefined));
  return (
    <li ref={row} className={styles.question}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset takes no focus of its own */}
      <div
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys answer the question that has the focus
        tabIndex={0}
        data-question={id}
        className={styles.row}
        aria-label={text}
        onKeyDown={onKeyDown}
      >
        <span className={styles.number} aria-hidden="true">
          {at + 1}
        </span>
        <span className={styles.text}>{text}</span>
        <span className={styles.answers}>
          {answers.map((one) => (
            <button
              key={one}
              type="button"
              tabIndex={-1}
              className={join(styles.answer, styles[one])}
              aria-pressed={given === one}
              title={t(`answer.${one}.long`)}
              onClick={() => {
                say(one, false);
                row.current?.querySelector<HTMLElement>('[data-question]')?.focus();
              }}
            >
              {given === one && <Icon name={one === 'no' ? 'close' : 'check'} size={16} />}
              {t(`answer.${one}.short`)}
            </button>
          ))}
        </span>
      </div>
      {answer === null && suggestion && (
        <p className={styles.suggestion}>
          {t('checklist.measured', {
            answer: t(`answer.${suggestion.answer}.long`),
            because: measured(suggestion),
          })}
        </p>
      )}
      {answer && (
        <p className={styles.suggestion}>
          {answer.by}
          {otherCut && ` · ${t('checklist.otherCut', { n: cut.revision })}`}
          {suggestion && suggestion.answer !== answer.answer && ` · ${measured(suggestion)}`}
        </p>
      )}
      {showsRemark && (
        <RemarkField
          label={t('checklist.remark')}
          text={kept ?? answer?.remark ?? ''}
          focused={remarks}
          onWrite={setKept}
          onKeep={keep}
          onDiscard={discard}
          onLeave={() => row.current?.querySelector<HTMLElement>('[data-question]')?.focus()}
        />
      )}
      {answer && !showsRemark && (
        <button type="button" className={join(studio.soft, styles.add)} onClick={() => setRemarks(true)}>
          {t('checklist.addRemark')}
        </button>
      )}
    </li>
  );
}

interface RemarkFieldProps {
  readonly label: string;
  readonly text: string;
  readonly focused: boolean;
  readonly onWrite: (text: string) => void;
  readonly onKeep: () => void;
  readonly onDiscard: () => void;
  readonly onLeave: () => void;
}

/** Kept when it is left, and by Enter; Escape takes back what was typed. */
function RemarkField({ label, text, focused, onWrite, onKeep, onDiscard, onLeave }: RemarkFieldProps) {
  const [visit] = useState(createVisit);
  return (
    <input
      type="text"
      className={styles.remark}
      aria-label={label}
      placeholder={label}
      maxLength={2000}
      dir="auto"
      // biome-ignore lint/a11y/noAutofocus: it appears because somebody asked for it
      autoFocus={focused}
      value={text}
      onChange={(event) => onWrite(event.target.value)}
      onFocus={visit.begin}
      onBlur={() => visit.end(onKeep)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        visit.end(event.key === 'Escape' ? onDiscard : onKeep);
        onLeave();
      }}
    />
  );
}
