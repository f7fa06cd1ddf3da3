import { ZodError } from 'zod';
import { MediaProcessError, MediaRefusal } from './media-error.ts';

/** A tool that fails on a file, or says nonsense of it, refuses the file; one that cannot start does not. */
export async function refusing<T>(work: () => Promise<T>, refusal: MediaRefusal): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const byFile =
      error instanceof ZodError ||
      error instanceof SyntaxError ||
      (error instanceof MediaProcessError && error.ran);
    if (byFile) throw new MediaRefusal(refusal.reason, refusal.figures, { cause: error });
    throw error;
  }
}
