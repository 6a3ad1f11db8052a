import type { Config } from '../../config.ts';

/** `note` is worth knowing and stops nobody. */
export type Mark = 'ok' | 'fault' | 'note';

export interface Finding {
  readonly mark: Mark;
  /** What was found, in a few words. */
  readonly detail: string;
  /** What to do about it. */
  readonly remedy?: string;
}

export interface DoctorContext {
  readonly env: NodeJS.ProcessEnv;
  /** Absent when the settings themselves are at fault. */
  readonly config: Config | undefined;
  /** The repository, or the folder of the package. */
  readonly root: string;
  /** Whether this server is running on its port already. */
  running: boolean;
}

export interface Check {
  readonly name: string;
  run(context: DoctorContext): Promise<readonly Finding[] | Finding>;
}

export const ok = (detail: string): Finding => ({ mark: 'ok', detail });
export const fault = (detail: string, remedy: string): Finding => ({ mark: 'fault', detail, remedy });
export const note = (detail: string, remedy?: string): Finding => ({ mark: 'note', detail, ...(remedy === undefined ? {} : { remedy }) });

/** Splits "What is wrong: what to do." as start errors are written. */
export function faultOf(error: unknown): Finding {
  const message = error instanceof Error ? error.message : String(error);
  const end = message.search(/: (?=[a-z])/);
  return end < 0 ? { mark: 'fault', detail: message } : fault(message.slice(0, end), `${message[end + 2]!.toUpperCase()}${message.slice(end + 3)}`);
}

/** A check that has nothing to look at without settings. */
export const withConfig = (name: string, run: (config: Config, context: DoctorContext) => Promise<readonly Finding[] | Finding>): Check => ({
  name,
  run: async (context) => (context.config ? run(context.config, context) : note('not checked: the settings come first')),
});
