/** The list with one of its things at another place; places outside are the nearest end. */
export function moved<Thing>(things: readonly Thing[], from: number, target: number): Thing[] {
  const rest = [...things];
  const [thing] = rest.splice(from, 1);
  if (thing === undefined) return [...things];
  rest.splice(Math.min(rest.length, Math.max(0, target)), 0, thing);
  return rest;
}
