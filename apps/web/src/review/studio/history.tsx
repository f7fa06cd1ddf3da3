import { onDemand } from '../on-demand.tsx';
import type { Detail } from './types.ts';

const HistoryList = onDemand(async () => (await import('../history/history.tsx')).HistoryList);

/** Everything that was done; fetched when it is asked for. */
export function History({ detail }: { readonly detail: Detail }) {
  const { statement, history, takes, devices, decisions } = detail;
  const cuts = takes.reduce((sum, take) => sum + take.cuts.length, 0);
  const stamp = [statement.version, history.length, cuts, devices.length, decisions.length].join('.');
  return <HistoryList statementId={statement.id} stamp={stamp} />;
}
