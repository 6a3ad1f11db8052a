/** Set-up cannot go on; the message is a sentence for the person at the terminal, with what to do about it. */
export class SetupError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SetupError';
  }
}

/** Where set-up tells what it is doing, one plain sentence at a time. */
export type Say = (sentence: string) => void;

export const sayToTerminal: Say = (sentence) => console.log(sentence);

/** Ends the process with a `SetupError`'s sentence; anything else is a bug and keeps its stack. */
export function exitWith(error: unknown): never {
  console.error(error instanceof SetupError ? error.message : error);
  process.exit(1);
}
