type Named<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without what a request left out, so that it stays as it is. */
export function named<T extends object>(body: T): Named<T> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as Named<T>;
}
