import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { httpApp, inTheOpen, type HttpApp } from '../../../support/http-app.ts';

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

interface Subject extends HttpApp { readonly roomId: string; readonly hostToken: string; post(path: string, payload: object, headers?: Record<string, string>): Promise<{ status: number; body: Record<string, string> }> }

/** A room whose host has only their own token, as a page has. */
async function subject(t: TestContext): Promise<Subject> {
  const http = await httpApp(t, inTheOpen);
  const { roomId, token } = (await http.app.inject({ method: 'POST', url: '/create_room', payload: { displayName: 'Ada' }, headers: { 'x-org-key': inTheOpen.apiKey ?? '' } })).json();
  return {
    ...http, roomId, hostToken: token,
    async post(path, payload, headers = bearer(token)) {
      const response = await http.app.inject({ method: 'POST', url: `/broadcaster-token/${roomId}${path}`, payload, headers });
      return { status: response.statusCode, body: response.body ? response.json() : {} };
    },
  };
}

const codeIn = ({ cohostLink }: Record<string, string>): string => new URLSearchParams(new URL(cohostLink!).hash.slice(1)).get('code')!;

test('says when it runs out, and is good until then', async (t) => {
  const { post, clock } = await subject(t);
  const { body } = await post('', {});
  assert.equal(body['linkExpiresAt'], clock.now() + 3_600_000);
  assert.equal((await post('', { code: codeIn(body) }, {})).status, 200);
});

test('is revoked by its host, once, and is then worth nothing', async (t) => {
  const { post } = await subject(t);
  const code = codeIn((await post('', {})).body);
  assert.equal((await post('/revoke', { code }, {})).body['code'], 'key-missing');
  assert.equal((await post('/revoke', { code })).status, 204);
  assert.equal((await post('', { code }, {})).body['code'], 'code-invalid');
  assert.equal((await post('/revoke', { code })).body['code'], 'code-invalid');
  assert.equal((await post('/revoke', { code: 'short' })).body['code'], 'bad-input');
});

test('one that was used cannot be revoked, and a cohost’s token revokes like the host’s', async (t) => {
  const { post } = await subject(t);
  const used = codeIn((await post('', {})).body);
  const { token } = (await post('', { code: used }, {})).body;
  assert.equal((await post('/revoke', { code: used })).body['code'], 'code-invalid');
  const open = codeIn((await post('', {})).body);
  assert.equal((await post('/revoke', { code: open }, bearer(token!))).status, 204);
});

test('bound to a name, nobody comes under another one, now or later', async (t) => {
  const { post, tokens } = await subject(t);
  assert.equal((await post('', { nameBound: true })).body['code'], 'bad-input');
  const bound = codeIn((await post('', { displayName: 'Bo', nameBound: true })).body);
  const { token, peerId } = (await post('', { code: bound, displayName: 'Mallory' }, {})).body;
  assert.equal((await tokens.verify(token)).display_name, 'Bo');
  const again = (await post('', { peerId, displayName: 'Mallory' }, bearer(token!))).body;
  assert.equal((await tokens.verify(again['token'])).display_name, 'Bo');
  const free = codeIn((await post('', { displayName: 'Bo' })).body);
  assert.equal((await tokens.verify((await post('', { code: free, displayName: 'Cy' }, {})).body['token'])).display_name, 'Cy');
});

test('is made by whoever is on stage now, whatever their token was made for', async (t) => {
  const { post, roomId, app, store, tokens } = await subject(t);
  const { token, peerId } = (await app.inject(`/viewer-token/${roomId}`)).json();
  const cohost = (await post('', {})).body;
  assert.equal((await post('', {}, bearer(token))).body['code'], 'not-allowed');
  const claims = await tokens.verify(token);
  await store.rooms.putSession({ tokenHash: 'a', roomId, peerId, joinedAt: 0, claims: { ...claims, role: 'host' } });
  assert.equal((await post('', {}, bearer(token))).status, 200);
  await store.rooms.putSession({ tokenHash: 'b', roomId, peerId: cohost['peerId']!, joinedAt: 0, claims: { ...claims, role: 'viewer' } });
  assert.equal((await post('', {}, bearer(cohost['token']!))).body['code'], 'not-allowed');
});
