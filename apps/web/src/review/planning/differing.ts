/** What the form would change: what nobody touched is not sent, so that it stays as somebody else set it meanwhile. */
export function differing<T extends object>(now: T, before: T): Partial<T> {
  const names = Object.keys(now) as (keyof T)[];
  const differs = names.filter((name) => JSON.stringify(now[name]) !== JSON.stringify(before[name]));
  return Object.fromEntries(differs.map((name) => [name, now[name]])) as Partial<T>;
}
