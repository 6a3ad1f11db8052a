/** What of an event's payload says how things went, and never who or where. Everything else stays out of reports. */
const telling: ReadonlySet<string> = new Set([
  'accepted', 'attempt', 'band', 'cause', 'code', 'count', 'enabled', 'hasAudio', 'hasVideo', 'isSelf', 'isSpeaking', 'kind', 'muted', 'newRole', 'off',
  'path', 'previous', 'quality', 'reason', 'retryInMs', 'retryable', 'role', 'spatial', 'state', 'status', 'temporal', 'tier', 'typing',
]);
/** Words of the code itself: a name, an address or a token is none of them. */
const word = /^(?!ey)[A-Za-z][A-Za-z-]{0,31}$/;

const isPlain = (value: unknown): boolean =>
  value === null || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)) || (typeof value === 'string' && word.test(value));

/** The telling fields of a payload as `field=value`, in its own order. */
export function redact(payload: unknown): string {
  if (typeof payload !== 'object' || payload === null) return '';
  return Object.entries(payload).filter(([field, value]) => telling.has(field) && isPlain(value)).map(([field, value]) => `${field}=${String(value)}`).join(' ');
}
