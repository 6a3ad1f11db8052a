import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { bindingFile, loadNative, NativeMissing } from '../../../../server/moqt/native.ts';

const real = createRequire(import.meta.url);

/** A `require` that does not find these. */
function without(pattern: RegExp): NodeJS.Require {
  const resolve = (id: string): string => {
    if (pattern.test(id)) throw new Error(`Cannot find module '${id}'`);
    return real.resolve(id);
  };
  return Object.assign((id: string): unknown => real(id), { ...real, resolve: Object.assign(resolve, real.resolve) }) as NodeJS.Require;
}

describe('the native binding for WebTransport', () => {
  it('is loaded once', () => {
    const binding = loadNative();
    assert.equal(typeof binding.NapiServer.bind, 'function');
    assert.equal(loadNative(), binding);
  });

  it('is the platform’s package, else the copy in the main one', () => {
    assert.match(bindingFile(without(/web-transport-linux/), 'linux-arm64'), /web-transport[\\/]web-transport\.linux-arm64-gnu\.node$/);
  });

  it('says in a sentence why there is none, and what remains', () => {
    for (const [require, machine, why] of [[real, 'freebsd-x64', /no library for freebsd-x64/], [without(/web-transport/), 'linux-x64', /not installed/]] as const) {
      assert.throws(() => bindingFile(require, machine), (error) => error instanceof NativeMissing && why.test(error.message) && error.message.endsWith('Viewers use WebSockets.'));
    }
  });
});
