import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** Everything the server makes up at random, injected so that tests can foresee it. */
export interface Ids {
  /** UUID v4: rooms, broadcasters, chat lines. */
  uuid(): string;
  /** `web-` and eight letters or digits. */
  viewerId(): string;
  /** 192 random bits in base64url: resume tokens and the like. */
  secret(): string;
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

export const systemIds: Ids = {
  uuid: () => randomUUID(),
  viewerId: () => `web-${Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('')}`,
  secret: () => randomBytes(24).toString('base64url'),
};
