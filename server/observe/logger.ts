import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';

export type Logger = PinoLogger;

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

const secretNames = ['token', 'authorization', 'resume', 'resumeToken', 'sk', 'tok', 'secret', 'apiKey', 'streamKey', '["x-org-key"]', '["idempotency-key"]'];
const at = (prefix: string): string[] => secretNames.map((name) => (name.startsWith('[') ? `${prefix}${name}` : `${prefix}.${name}`));
const paths = [...secretNames, ...at('*'), ...at('*.*')];

// Whatever slips past the named fields: inside a sentence, an error's stack, a URL.
const jwt = /eyJ[\w-]{4,}(?:\.[\w-]*){0,2}/g;
const secretQuery = /([?&#](?:sk|tok|token|code)=)[^&#\s"\\]+/g;
const streamKey = /\b[sm]k_[\w-]{20,}/g;
const scrub = (line: string): string => line.replace(jwt, '[token]').replace(streamKey, '[key]').replace(secretQuery, '$1[secret]');

/**
 * JSON lines to standard error, so that standard output carries only what people read. Error when something
 * failed for someone, warn when it was put right, info once per change of state. No personal data at info:
 * ids, never names or addresses.
 */
export function createLogger({ level, destination }: { level: LogLevel; destination?: DestinationStream }): Logger {
  return pino({
    level,
    base: null,
    redact: { paths, censor: '[secret]' },
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
    hooks: { streamWrite: scrub },
  }, destination ?? pino.destination({ dest: 2, sync: true }));
}
