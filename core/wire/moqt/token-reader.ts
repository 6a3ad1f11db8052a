import { MoqtError } from './moqt-error.ts';
import { tokenAlias as alias } from './tokens.ts';
import { reading, WireReader } from './wire-reader.ts';

/** The token in a parameter’s value. Throws what the draft says for an alias, of which there are none. */
export function readToken(value: Uint8Array): Uint8Array {
  return reading(() => {
    const reader = new WireReader(value);
    const kind = reader.varint();
    if (kind === alias.register) throw new MoqtError('AUTH_TOKEN_CACHE_OVERFLOW', 'Token aliases are not offered here.');
    if (kind === alias.use || kind === alias.delete) throw new MoqtError('UNKNOWN_AUTH_TOKEN_ALIAS', 'No token has this alias.');
    if (kind !== alias.value) throw new MoqtError('KEY_VALUE_FORMATTING_ERROR', `There is no alias type ${kind}.`);
    reader.varint();
    return reader.rest();
  });
}
