/** Bytes over the wire, as this server counts them. */
export interface MediaBytes { readonly received: number; readonly sent: number }

export const sumBytes = (parts: readonly MediaBytes[]): MediaBytes =>
  parts.reduce((sum, { received, sent }) => ({ received: sum.received + received, sent: sum.sent + sent }), { received: 0, sent: 0 });
