import { describe, expect, it } from 'vitest';
import { type MachineName, machines, mayMove, type StateTable } from './states.ts';

describe.each(Object.entries(machines) as [MachineName, StateTable<string>][])('%s', (name, table) => {
  const states = Object.keys(table);

  it('moves only to states that it knows', () => {
    for (const next of Object.values(table).flat()) expect(states).toContain(next);
  });

  it('never stays where it is', () => {
    for (const state of states) expect(table[state]).not.toContain(state);
  });

  it('reaches every state from its first', () => {
    const reached = new Set([states[0]]);
    for (const state of reached) for (const next of table[state ?? ''] ?? []) reached.add(next);
    expect([...reached].sort()).toEqual([...states].sort());
  });

  it('allows what the table says and nothing else', () => {
    for (const from of states) {
      for (const to of states)
        expect(mayMove(name, from as never, to as never)).toBe(table[from]?.includes(to));
    }
  });
});

it('a statement can be withdrawn from anywhere, and that is final', () => {
  const { withdrawn, ...others } = machines.statement;
  expect(withdrawn).toEqual([]);
  for (const next of Object.values(others)) expect(next).toContain('withdrawn');
});
