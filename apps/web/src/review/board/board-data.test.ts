import { QueryClient } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => vi.unstubAllGlobals());

test('of two assignments in a row the second is sent when the first is answered, or refused', async () => {
  const asked: string[] = [];
  const answers: ((answer: Response) => void)[] = [];
  vi.stubGlobal('fetch', (_: unknown, { body }: RequestInit) => {
    asked.push(String(body));
    return new Promise<Response>((answer) => answers.push(answer));
  });
  // The client takes the fetch that it finds when it is loaded, and another test may have loaded it.
  vi.resetModules();
  const { assignTo } = await import('./board-data.ts');
  const client = new QueryClient();
  const first = assignTo(client, new Map([['s', 'ada']]));
  const second = assignTo(client, new Map([['s', 'ben']]));
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  answers[0]?.(new Response(null, { status: 500 }));
  await expect(first).rejects.toThrow();
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]?.(new Response(null, { status: 204 }));
  await second;
  expect(asked).toEqual(['ada', 'ben'].map((userId) => JSON.stringify({ statementIds: ['s'], userId })));
});
