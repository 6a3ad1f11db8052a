/** What is used of `process`. */
export interface Program {
  on(event: string, listener: (argument: unknown) => void): unknown;
  exit(code: number): unknown;
}

/** Closes what runs and ends the process with this code; the first call counts. */
export type Leave = (code: number) => Promise<void>;

export interface LeaveOptions {
  /** Those that ask it to end; further ones change nothing. */
  readonly signals: readonly NodeJS.Signals[];
  /** Closes what has been started so far. */
  readonly close: () => Promise<void> | undefined;
  readonly logger: { fatal(facts: object, message: string): void };
  readonly program?: Program;
}

/** Makes the process end in order: with 0 when it is asked to; with 1 after a fault, or when something could not be closed. */
export function leaveInOrder({ signals, close, logger, program = process }: LeaveOptions): Leave {
  let leaving = false;
  const leave: Leave = async (code) => {
    if (leaving) return;
    leaving = true;
    const closed = await Promise.resolve().then(close).then(() => true, (err: unknown) => logger.fatal({ err }, 'something could not be closed'));
    program.exit(closed ? code : 1);
  };
  for (const signal of signals) program.on(signal, () => void leave(0));
  // After these the process may be in any state: it ends, and whoever runs it starts it anew.
  for (const fault of ['uncaughtException', 'unhandledRejection']) {
    program.on(fault, (err) => {
      logger.fatal({ err }, fault);
      void leave(1);
    });
  }
  return leave;
}
