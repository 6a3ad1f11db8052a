import type { Parameter } from './parameters.ts';
import { WireWriter } from './wire-writer.ts';

/** Draft §“AUTHORIZATION TOKEN”. Aliases are not offered (no cache size is announced), so a value is all that may come. */
export const tokenAlias = { delete: 0, register: 1, use: 2, value: 3 } as const;

/** A token that is agreed on beside the protocol: type 0. */
const writeToken = (token: Uint8Array): Uint8Array => new WireWriter(8 + token.length).varint(tokenAlias.value).varint(0).bytes(token).done();

export const tokenParameters = (type: number, tokens: readonly Uint8Array[] = []): Parameter[] => tokens.map((token) => [type, writeToken(token)]);
