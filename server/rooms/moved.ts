import { SignalError } from '../signal-error.ts';

/** When a page that came to the wrong node may try again, if it cannot be told where else. */
const elsewhereMs = 1000;

/** Another node holds the room: pages are told where that is, everyone else to try again. */
export class Moved extends SignalError {
  readonly url: string;

  constructor(url: string) {
    super('busy', { retryAfterMs: elsewhereMs });
    this.url = url;
  }
}

export const movedTo = (url: string | undefined): SignalError => (url === undefined ? new SignalError('busy', { retryAfterMs: elsewhereMs }) : new Moved(url));
