import { memo, type Ref, useId, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Select, type SelectOption, TextField } from '../../kit/field.tsx';
import { navigate, setSearch, to } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import type { useColleagues } from './board-data.ts';
import styles from './head.module.css';
import type { ReviewGroup } from './stages.ts';
import type { Wanted } from './wanted.ts';
import { WORDS_GAPS } from './words-there.ts';

export type Colleague = NonNullable<ReturnType<typeof useColleagues>['data']>[number];

interface BoardFieldsProps {
  readonly field: Ref<HTMLInputElement>;
  /** From the search to the first of what it found. */
  readonly onToRows: () => void;
  readonly wanted: Wanted;
  readonly reviews: readonly ReviewGroup[];
  readonly colleagues: readonly Colleague[];
  readonly me: string;
  readonly sessionId: string;
  readonly choices: readonly SelectOption[];
}

/** What is asked for lies in the address alone. On a phone all but the search opens by a press. */
export function BoardFields({ field, onToRows, wanted, ...choices }: BoardFieldsProps) {
  const { t } = useWords();
  const id = useId();
  const [open, setOpen] = useState(false);
  const { state, who, words } = wanted;
  const narrowed = state !== undefined || who !== undefined || words !== undefined;
  return (
    <div className={styles.headFields}>
      <TextField
        label={t('board.search')}
        type="search"
        ref={field}
        value={wanted.text}
        onChange={(event) => setSearch({ q: event.target.value })}
        onKeyDown={(event) => {
          if ((event.key !== 'Enter' && event.key !== 'ArrowDown') || event.nativeEvent.isComposing) return;
          event.preventDefault();
          onToRows();
        }}
      />
      <span className={styles.more}>
        <Button icon="down" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          {t(narrowed ? 'board.moreChosen' : 'board.more')}
        </Button>
      </span>
      <div id={id} className={styles.rest} data-open={open || undefined}>
        <Choices state={state} who={who} words={words} {...choices} />
      </div>
    </div>
  );
}

type ChoicesProps = Omit<BoardFieldsProps, 'field' | 'onToRows' | 'wanted'> &
  Pick<Wanted, 'state' | 'who' | 'words'>;

/** Apart, so that a letter in the search leaves them alone. */
const Choices = memo(function Choices(props: ChoicesProps) {
  const { state, who, words, reviews, colleagues, me, sessionId, choices } = props;
  const { t, language } = useWords();
  const states = reviews
    .map(({ review }) => ({
      value: review.stateCode,
      label: review.stateNames[language === 'fr' ? 'fr' : 'en'],
    }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
  const others = colleagues.filter(({ id }) => id !== me);
  return (
    <>
      <Select
        label={t('board.state')}
        options={[{ value: '', label: t('board.allStates') }, ...withGone(states, state)]}
        value={state ?? ''}
        onChange={(event) => setSearch({ state: event.target.value })}
      />
      <Select
        label={t('board.assignee')}
        options={[
          { value: '', label: t('board.everybody') },
          { value: 'me', label: t('board.mine') },
          { value: 'nobody', label: t('board.nobodys') },
          ...withGone(
            others.map(({ id, name, active }) => ({
              value: id,
              label: active ? name : t('board.closedAccount', { name }),
            })),
            who === 'me' || who === 'nobody' ? undefined : who,
          ),
        ]}
        value={who ?? ''}
        onChange={(event) => setSearch({ who: event.target.value })}
      />
      <Select
        label={t('board.words')}
        options={[
          { value: '', label: t('board.words.any') },
          ...WORDS_GAPS.map((gap) => ({ value: gap, label: t(`board.words.${gap}`) })),
        ]}
        value={words ?? ''}
        onChange={(event) => setSearch({ words: event.target.value })}
      />
      <Select
        label={t('board.session')}
        options={choices}
        value={sessionId}
        onChange={(event) => navigate(to.board(event.target.value))}
      />
    </>
  );
});

/** What an address asks for stays chosen, although it is not there (any more). */
function withGone(options: SelectOption[], asked: string | undefined): SelectOption[] {
  if (asked === undefined || options.some(({ value }) => value === asked)) return options;
  return [...options, { value: asked, label: asked }];
}
