import type { Output } from '@rostrum/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api.ts';
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
    queryFn: ({ signal }) =>
      api(
        'GET /api/v1/takes/{id}/checklist',
        {
          params: { id: asked?.takeId ?? '' },
          query: asked?.cutId ? { cutId: asked.cutId } : {},
        },
        { signal },
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

/** What the list will be, before the server has said so. */
export function foresee(
  now: ChecklistNow,
  { question, answer, remark }: Said,
  cutId: string | null,
  by: string,
  at: string,
): ChecklistNow {
  return {
    ...now,
    questions: now.questions.map((one) =>
      one.id === question ? { ...one, answer: answer && { answer, remark, cutId, by, mine: true, at } } : one,
    ),
  };
}

export function useAnswer(asked: Asked) {
  const client = useQueryClient();
  const me = useMe();
  const key = keyOf(asked);
  return useMutation({
    // One after the other: the last answer given is the last to arrive.
    scope: { id: `checklist.${asked.takeId}` },
    mutationFn: ({ question, answer, remark }: Said) =>
      api('PUT /api/v1/takes/{id}/checklist/{question}', {
        params: { id: asked.takeId, question },
        body: { answer, remark, cutId: asked.cutId },
      }),
    onMutate: async (said) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData<ChecklistNow>(key);
      const at = new Date().toISOString();
      if (before) client.setQueryData(key, foresee(before, said, asked.cutId, me.data?.name ?? '', at));
    },
    onError: () => void client.invalidateQueries({ queryKey: key }),
    // Only once nothing else waits: an answer given meanwhile must not blink.
    onSuccess: (next) => {
      if (
        client.isMutating({
          predicate: ({ options }) => options.scope?.id === `checklist.${asked.takeId}`,
        }) <= 1
      ) {
        client.setQueryData(key, next);
      }
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
