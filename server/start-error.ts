/** Why the server cannot start: one sentence for whoever started it, with what to do. Shown without a stack; exit code 1. */
export class StartError extends Error {
  constructor(sentence: string, options?: { cause?: unknown }) {
    super(sentence, options);
    this.name = 'StartError';
  }
}
