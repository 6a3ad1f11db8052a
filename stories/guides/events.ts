export interface EventRow {
  readonly name: string;
  /** Its payload, as the source has it. */
  readonly payload: string;
  readonly note: string;
}

/** Reads the events out of `core/live-event.ts`, so that no table of them can grow old. */
export function eventsOf(source: string): readonly EventRow[] {
  const body = /export interface LiveEvents \{\n([\s\S]*?)\n\}/.exec(source)?.[1] ?? '';
  return [...body.matchAll(/(?:^ {2}\/\*\* (.*?) \*\/\n)?^ {2}([A-Z_]+): (.*);$/gm)].map(([, note = '', name = '', payload = '']) => ({ name, payload, note }));
}
