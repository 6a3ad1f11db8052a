import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verdictOf, type Findings } from '../../../../core/network-test/verdict.ts';
import { delivered, paceOf } from '../../../../core/network-test/uplink.ts';
import { en } from '../../../../ui-kit/locales/en.ts';

const fine: Findings = { rttMs: 40, udp: true, tcp: true, turn: null, uplinkKbps: 5000 };

const table: readonly [what: string, findings: Partial<Findings>, verdict: string, cause: string][] = [
  ['all well', {}, 'good', 'none'],
  ['no TCP, which nobody needs then', { tcp: false }, 'good', 'none'],
  ['nothing but the socket could be tested', { udp: null, tcp: null, uplinkKbps: null }, 'good', 'none'],
  ['no UDP', { udp: false }, 'fair', 'tcp-only'],
  ['only a relay', { udp: false, tcp: false, turn: true }, 'fair', 'relay-only'],
  ['nothing gets through', { udp: false, tcp: false, uplinkKbps: null }, 'blocked', 'media-blocked'],
  ['nothing gets through, and the relay is silent', { udp: false, tcp: false, turn: false, uplinkKbps: null }, 'blocked', 'media-blocked'],
  ['no server', { rttMs: null, udp: null, tcp: null, uplinkKbps: null }, 'blocked', 'server-unreachable'],
  ['just enough to send', { uplinkKbps: 1500 }, 'good', 'none'],
  ['a little less', { uplinkKbps: 1499 }, 'fair', 'slow-uplink'],
  ['the least for a small picture', { uplinkKbps: 400 }, 'fair', 'slow-uplink'],
  ['less than that', { uplinkKbps: 399 }, 'poor', 'slow-uplink'],
  ['far away', { rttMs: 300 }, 'fair', 'high-delay'],
  ['too far to talk', { rttMs: 800 }, 'poor', 'high-delay'],
  ['the worst decides', { rttMs: 900, udp: false, uplinkKbps: 100 }, 'poor', 'slow-uplink'],
  ['a poor cause before a fair one', { rttMs: 900, udp: false }, 'poor', 'high-delay'],
];

for (const [what, findings, verdict, cause] of table) {
  test(`${what}: ${verdict}, ${cause}`, () => {
    const result = verdictOf({ ...fine, ...findings });
    assert.deepEqual([result.verdict, result.cause], [verdict, cause]);
    assert.equal(result.message, en[`network.cause.${result.cause}`], 'the same words as on the screen');
    assert.deepEqual({ ...result, ...fine, ...findings }, result, 'with all that was found');
  });
}

test('the pace is that of the later part, after the line has gathered speed', () => {
  const samples = Array.from({ length: 101 }, (_, index) => ({ atMs: index * 10, bytes: index < 40 ? index * 100 : 4000 + (index - 40) * 1250 }));
  assert.equal(paceOf(samples), 1000);
  assert.equal(paceOf([]), null);
  assert.equal(paceOf([{ atMs: 0, bytes: 0 }]), null);
});

test('what is lost on the way does not count', () => {
  assert.equal(delivered(1000, 100_000, 50_000), 500);
  assert.equal(delivered(1000, 100_000, 110_000), 1000, 'headers are not speed');
  assert.equal(delivered(1000, 100_000, null), 1000);
  assert.equal(delivered(null, 0, 0), null);
});
