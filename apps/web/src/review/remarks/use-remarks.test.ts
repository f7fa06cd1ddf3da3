import { expect, test } from 'vitest';
import { foresee, type RemarksNow } from './use-remarks.ts';

const empty: RemarksNow = { notes: [], comments: [], judgedAt: null };
const remark = { id: 'a', takeId: 't', startMs: 1000, endMs: null, body: 'Listen' };
const at = '2026-01-01T00:00:00Z';

test('what is written, changed, settled and taken away is on show before the server says so', () => {
  const written = foresee(empty, { do: 'write', kind: 'comment', remark }, 'Ana', at);
  expect(written.notes).toEqual([]);
  expect(written.comments).toMatchObject([{ ...remark, by: 'Ana', mine: true, shown: false }]);
  // Written again, because its answer was lost: still one.
  expect(foresee(written, { do: 'write', kind: 'comment', remark }, 'Ana', at).comments).toHaveLength(1);
  const settled = foresee(written, { do: 'settle', kind: 'comment', id: 'a', resolved: true }, 'Bo', at);
  expect(settled.comments).toMatchObject([{ resolvedBy: 'Bo', resolvedAt: at, by: 'Ana' }]);
  const again = foresee(settled, { do: 'rewrite', kind: 'comment', id: 'a', body: 'Look' }, 'Ana', at);
  expect(again.comments).toMatchObject([{ body: 'Look', editedAt: at }]);
  expect(foresee(again, { do: 'remove', kind: 'note', id: 'a' }, 'Ana', at).comments).toHaveLength(1);
  expect(foresee(again, { do: 'remove', kind: 'comment', id: 'a' }, 'Ana', at).comments).toEqual([]);
});
