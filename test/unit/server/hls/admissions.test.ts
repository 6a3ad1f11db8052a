import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Admissions } from '../../../../server/hls/admissions.ts';
import type { Admission } from '../../../../server/streams/authority-port.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { streamNamespace, TestAuthority } from '../../../support/hls-server.ts';

function admissions(options: { most?: number } = {}) {
  const clock = createFakeClock();
  const authority = new TestAuthority();
  const good: Admission = { ok: true, namespace: streamNamespace, org: 'local', kid: 'k1', expiresAt: clock.now() + 60_000 };
  authority.tokens.set('good', good);
  return { clock, authority, good, admissions: new Admissions({ authority, clock, ...options }) };
}
const said = (admission: Admission): string => (admission.ok ? 'ok' : admission.code);

describe('admissions', () => {
  it('asks once for a token, however many requests come with it, until it expires', async () => {
    const { clock, authority, admissions: known } = admissions();
    const answers = await Promise.all(Array.from({ length: 50 }, () => known.viewer('lv_1', 'good')));
    assert.ok(answers.every(({ ok }) => ok));
    clock.advance(59_999);
    assert.equal(said(await known.viewer('lv_1', 'good')), 'ok');
    assert.equal(authority.asked, 1);
    clock.advance(1);
    assert.equal(said(await known.viewer('lv_1', 'good')), 'expired');
    assert.equal(said(await known.viewer('lv_2', 'good')), 'auth_failed', 'for another stream');
  });

  it('remembers a refusal for a moment only, and does not ask about what no token can be', async () => {
    const { clock, authority, good, admissions: known } = admissions();
    for (let index = 0; index < 10; index++) assert.equal(said(await known.viewer('lv_1', 'soon')), 'auth_failed');
    assert.equal(authority.asked, 1);
    authority.tokens.set('soon', good);
    clock.advance(3000);
    assert.equal(said(await known.viewer('lv_1', 'soon')), 'ok');
    assert.equal(said(await known.viewer('lv_1', 'x'.repeat(5000))), 'auth_failed');
    assert.equal(authority.asked, 2);
  });

  it('hears of revocations, of what it knows and of what it is asking about', async () => {
    const { authority, admissions: known } = admissions();
    await known.viewer('lv_1', 'good');
    authority.tokens.delete('good');
    authority.revoke({ kid: 'k2', publisher: false, viewers: true, reason: 'retired' });
    authority.revoke({ namespace: streamNamespace, publisher: true, viewers: false, reason: 'rotated' });
    assert.equal(said(await known.viewer('lv_1', 'good')), 'ok', 'others’');
    authority.revoke({ kid: 'k1', publisher: false, viewers: true, reason: 'retired' });
    assert.equal(said(await known.viewer('lv_1', 'good')), 'auth_failed');
    const asked = authority.asked;
    const asking = known.viewer('lv_1', 'other');
    authority.revoke({ namespace: streamNamespace, publisher: false, viewers: true, reason: 'ended' });
    await asking;
    await known.viewer('lv_1', 'other');
    assert.equal(authority.asked, asked + 2, 'an answer from before is not kept');
    known.close();
  });

  it('remembers no more than it may', async () => {
    const { authority, good, clock, admissions: known } = admissions({ most: 3 });
    for (let index = 0; index < 5; index++) {
      authority.tokens.set(`t${index}`, good);
      await known.viewer('lv_1', `t${index}`);
    }
    await known.viewer('lv_1', 't4');
    assert.equal(authority.asked, 5);
    await known.viewer('lv_1', 't0');
    assert.equal(authority.asked, 6);
    clock.advance(60_000);
    known.sweep();
    assert.equal(said(await known.viewer('lv_1', 't4')), 'ok', 'asked again, for the authority to say');
    assert.equal(authority.asked, 7);
  });
});
