/** Text of a column that a check constraint holds to these values. A stranger is a fault of ours. */
export function oneOf<const T extends string>(values: readonly T[], text: string): T {
  const found = values.find((value) => value === text);
  if (found === undefined) throw new Error(`unexpected value in a column that takes ${values.join(', ')}`);
  return found;
}
