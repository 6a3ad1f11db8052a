import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBackOff } from '../../../../server/streams/back-off.ts';
import { createRelayAddress } from '../../../../server/streams/relay-address.ts';
import { createSealer } from '../../../../server/streams/sealer.ts';
import { hashOf, isSecretOf } from '../../../../server/streams/secrets.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { testConfig } from '../../../support/test-config.ts';

const secret = (text: string) => ({ key: new TextEncoder().encode(text.padEnd(32, '.')) });

describe('a sealer', () => {
  const sealer = createSealer([secret('new'), secret('old')]);

  it('opens what it sealed about the same thing', () => {
    assert.equal(sealer.open(sealer.seal('grüße', 'a'), 'a'), 'grüße');
    assert.equal(sealer.open(sealer.seal('', 'a'), 'a'), '');
    assert.notEqual(sealer.seal('x', 'a'), sealer.seal('x', 'a'));
    assert.equal(sealer.open(createSealer([secret('old')]).seal('x', 'a'), 'a'), 'x', 'an older secret opens still');
  });

  it('does not open what was changed, is about something else, or is no such thing', () => {
    const sealed = sealer.seal('x', 'a');
    assert.equal(sealer.open(sealed, 'b'), undefined);
    assert.equal(sealer.open(createSealer([secret('other')]).seal('x', 'a'), 'a'), undefined);
    const bytes = Buffer.from(sealed, 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      assert.equal(sealer.open(changed.toString('base64url'), 'a'), undefined, `byte ${at}`);
    }
    for (const nonsense of ['', 'x', bytes.subarray(0, 27).toString('base64url')]) assert.equal(sealer.open(nonsense, 'a'), undefined);
  });
});

describe('back-off', () => {
  it('lets five failures pass, then doubles up to a minute, and forgives one each minute', () => {
    const clock = createFakeClock();
    const backOff = createBackOff(clock);
    const waits: number[] = [];
    for (let failure = 0; failure < 14; failure += 1) {
      backOff.failed(['a']);
      waits.push(backOff.wait(['a', 'b']));
    }
    assert.deepEqual(waits, [0, 0, 0, 0, 0, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    assert.equal(backOff.wait(['b']), 0);
    clock.advance(60_000);
    assert.equal(backOff.wait(['a']), 0);
    clock.advance(20 * 60_000);
    backOff.failed(['a']);
    assert.equal(backOff.wait(['a']), 0, 'all was forgiven');
  });

  it('remembers only so many, and survives a clock that steps back', () => {
    const clock = createFakeClock();
    const backOff = createBackOff({ now: () => clock.now() }, 2);
    for (let failure = 0; failure < 6; failure += 1) backOff.failed(['a']);
    clock.advance(-3_600_000);
    backOff.failed(['a']);
    assert.ok(backOff.wait(['a']) <= 60_000);
    backOff.failed(['b', 'c']);
    assert.equal(backOff.wait(['a']), 0);
  });
});

describe('secrets', () => {
  it('are known by their hash, and none has no hash', () => {
    assert.equal(isSecretOf(hashOf('sk_1'), 'sk_1'), true);
    assert.equal(isSecretOf(hashOf('sk_1'), 'sk_2'), false);
    for (const nothing of ['', 'sk_1']) assert.equal(isSecretOf(undefined, nothing), false);
  });
});

describe('the relay’s address', () => {
  const config = (changes: object) => testConfig('', { relay: { port: 8081, url: undefined }, ...changes });

  it('is what is configured, else the page’s own host with the relay’s port', () => {
    assert.equal(createRelayAddress(config({ relay: { port: 8081, url: 'https://relay.example/x' } })).originFor('https://live.example'), 'https://relay.example/x');
    assert.equal(createRelayAddress(config({ publicUrl: 'https://live.example/path' })).originFor('http://10.0.0.1:8080'), 'https://live.example:8081');
    assert.equal(createRelayAddress(config({})).originFor('http://10.0.0.1:8080'), 'http://10.0.0.1:8081');
    assert.equal(createRelayAddress(config({})).originFor('http://[::1]:8080'), 'http://[::1]:8081');
    assert.equal(createRelayAddress(config({})).originFor(), 'http://127.0.0.1:8081');
    assert.equal(createRelayAddress(config({})).originFor('http://a host/'), 'http://127.0.0.1:8081', 'a Host header may be anything');
    assert.equal(createRelayAddress(config({ host: '::1', tls: { cert: '', key: '' } })).originFor(), 'https://[::1]:8081');
  });

  it('follows the port that was really taken', () => {
    const address = createRelayAddress(config({ relay: { port: 0, url: undefined } }));
    address.listensOn(4444);
    assert.equal(address.originFor('http://localhost:1'), 'http://localhost:4444');
  });
});
