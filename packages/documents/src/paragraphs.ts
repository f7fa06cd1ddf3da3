import { DocumentRefusal } from './refusal.ts';

/** More than any statement has: a reader stops here, whatever a file goes on to hold. */
export const MOST_CHARACTERS = 400_000;

/** Collects what a document says, an empty line between two paragraphs. A text box stands inside of the paragraph that holds it. */
export class Paragraphs {
  readonly #done: string[] = [];
  readonly #open: string[] = [];
  #characters = 0;

  begin(): void {
    this.#open.push('');
  }

  /** Words outside of every paragraph are none. @throws DocumentRefusal document_too_long */
  say(text: string): void {
    const at = this.#open.length - 1;
    if (at < 0 || text === '') return;
    this.#open[at] += text;
    this.#characters += text.length;
    if (this.#characters > MOST_CHARACTERS) throw new DocumentRefusal('document_too_long');
  }

  end(): void {
    const paragraph = this.#open.pop();
    if (paragraph !== undefined) this.#done.push(paragraph);
  }

  text(): string {
    return this.#done.join('\n\n');
  }
}
