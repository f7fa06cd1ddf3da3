/** What the page asks of the worker that makes a video small. */
export type ShrinkAsk =
  | { readonly ask: 'look'; readonly file: Blob }
  | { readonly ask: 'shrink'; readonly file: Blob; readonly keepAs: string };

/** And what it hears. */
export type ShrinkSaid =
  | { readonly said: 'looked'; readonly can: boolean }
  | { readonly said: 'progress'; readonly share: number }
  /** The file lies in the browser's own store under that name, or came along where there is no such store. */
  | { readonly said: 'done'; readonly bytes: number; readonly kept: boolean; readonly blob: Blob | null }
  | { readonly said: 'not_smaller' }
  | { readonly said: 'failed' };
