import type { Output } from '@rostrum/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api.ts';
import { createUnanswered } from '../unanswered.ts';
import { useMe } from '../use-me.ts';

export type ChecklistNow = Output<'GET /api/v1/takes/{id}/checklist'>;
export type Question = ChecklistNow['questions'][number];
export type Answer = NonNullable<Question['answer']>['answer'];

export interface Asked {
  readonly statementId: string;
  readonly takeId: string;
  /** What is being looked at. */
  readonly cutId: string | null;
}

/** Below the statement's own key: what is said of it live is asked for anew with it. */
const keyOf = ({ statementId, takeId, cutId }: Asked) =>
  ['statement', statementId, 'checklist', takeId, cutId] as const;

export function useChecklist(asked: Asked | undefined) {
  return useQuery<ChecklistNow>({
    queryKey: asked ? keyOf(asked) : ['statement', 'none', 'checklist'],
    queryFn: ({ signal, queryKey }) =>
      unanswered.over(queryKey, () =>
        api(
          'GET /api/v1/takes/{id}/checklist',
          {
            params: { id: asked?.takeId ?? '' },
            query: asked?.cutId ? { cutId: asked.cutId } : {},
          },
          { signal },
        ),
      ),
    enabled: asked !== undefined,
    // While another cut is put on the stage the questions stay where they are.
    placeholderData: (before) => (before?.takeId === asked?.takeId ? before : undefined),
  });
}

export interface Said {
  readonly question: string;
  readonly answer: Answer | null;
  readonly remark: string | null;
}

interface SaidHere extends Said {
  readonly cutId: string | null;
  readonly by: string;
  readonly at: string;
}

/** What the list will be, before the server has said so. */
function foresee(now: ChecklistNow, { question, answer, remark, cutId, by, at }: SaidHere): ChecklistNow {
  return {
    ...now,
    questions: now.questions.map((one) =>
      one.id === question ? { ...one, answer: answer && { answer, remark, cutId, by, mine: true, at } } : one,
    ),
  };
}

const unanswered = createUnanswered(foresee);

/** What is judged of a take is sent one after the other: the last answer given is the last to arrive, and a decision arrives behind them. */
export const judgingOf = (takeId: string) => ({ id: `judging.${takeId}` });

export function useAnswer(asked: Asked) {
  const client = useQueryClient();
  const me = useMe();
  const key = keyOf(asked);
  const mutationKey = ['answers', asked.takeId];
  return useMutation({
    mutationKey,
    scope: judgingOf(asked.takeId),
    mutationFn: ({ question, answer, remark }: Said) =>
      api('PUT /api/v1/takes/{id}/checklist/{question}', {
        params: { id: asked.takeId, question },
        body: { answer, remark, cutId: asked.cutId },
      }),
    onMutate: (said) => {
      const { cutId } = asked;
      const here = { ...said, cutId, by: me.data?.name ?? '', at: new Date().toISOString() };
      const heard = unanswered.say(key, here);
      const before = client.getQueryData<ChecklistNow>(key);
      if (before) client.setQueryData(key, foresee(before, here));
      return { heard };
    },
    onError: (_error, _said, context) => {
      context?.heard();
      void client.invalidateQueries({ queryKey: key });
    },
    // Only once nothing else waits: an answer given meanwhile must not blink.
    onSuccess: (next, _said, { heard }) => {
      heard();
      if (client.isMutating({ mutationKey }) <= 1) client.setQueryData(key, next);
    },
  });
}

/** What stands in the way of an approval without a second thought. */
export interface Open {
  readonly unanswered: readonly Question[];
  readonly no: readonly Question[];
}

export function openQuestions(now: ChecklistNow | undefined): Open {
  const questions = now?.questions ?? [];
  return {
    unanswered: questions.filter(({ answer }) => answer === null),
    no: questions.filter(({ answer }) => answer?.answer === 'no'),
  };
}
