/** Listens, and writes down what was said. Where none is set up there is none: nothing leaves this machine for it. */
export interface Transcriber {
  /**
   * @param work.audioFile absolute; the levelled sound of a take as one file
   * @param work.language BCP 47: asked, never guessed
   * @param work.outDir absolute path of an empty folder
   * @returns WebVTT, as the transcriber wrote it: not clean, and not within the take
   */
  transcribe(work: {
    audioFile: string;
    language: string;
    outDir: string;
    signal?: AbortSignal;
  }): Promise<string>;
}
