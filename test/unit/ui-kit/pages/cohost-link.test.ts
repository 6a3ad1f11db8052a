import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cohostProvider, joinsStage } from '../../../../ui-kit/pages/cohost-link.ts';

interface Page { readonly sent: { body: Record<string, string>; bearer: string | undefined }[]; readonly stored: Map<string, string>; used: number; status: number }

function open(code: string | undefined, page: Page = { sent: [], stored: new Map(), used: 0, status: 200 }) {
  const provider = cohostProvider({
    server: 'http://live.test', roomId: 'room-1', code,
    storage: { getItem: (key) => page.stored.get(key) ?? null, setItem: (key, value) => void page.stored.set(key, value) },
    used: () => { page.used += 1; },
    fetch: (async (_url: string, init: RequestInit) => {
      page.sent.push({ body: JSON.parse(String(init.body)), bearer: (init.headers as Record<string, string>)['authorization'] });
      const answer = page.status === 200 ? { token: `token-${page.sent.length}`, peerId: 'cy' } : { code: 'code-invalid' };
      return new Response(JSON.stringify(answer), { status: page.status });
    }) as typeof fetch,
  });
  return { provider, page };
}

test('a page without code and without token has nothing to offer', () => {
  assert.equal(open(undefined).provider, undefined);
});

test('the code is exchanged once, under the name that was chosen; a reload goes on with the token it gave', async () => {
  const { provider, page } = open('once');
  assert.deepEqual(await provider!({ purpose: 'host', roomId: 'room-1', displayName: 'Cy' }), { token: 'token-1', peerId: 'cy', roomId: 'room-1' });
  await provider!({ purpose: 'host', roomId: 'room-1', peerId: 'cy' });
  const again = open(undefined, page).provider;
  assert.equal((await again!({ purpose: 'host', roomId: 'room-1', displayName: 'Cyd' })).token, 'token-3');
  assert.deepEqual(page.sent, [
    { body: { displayName: 'Cy', code: 'once' }, bearer: undefined },
    { body: { peerId: 'cy' }, bearer: 'Bearer token-1' },
    { body: { displayName: 'Cyd', peerId: 'cy' }, bearer: 'Bearer token-2' },
  ]);
  assert.equal(page.used, 3);
});

test('a new link counts more than what an earlier one gave', async () => {
  const { page } = open('once');
  page.stored.set('muf-cohost:room-1', JSON.stringify({ token: 'old', peerId: 'old' }));
  await open('newer', page).provider!({ purpose: 'host' });
  assert.deepEqual(page.sent[0]?.body, { code: 'newer' });
  page.stored.set('muf-cohost:room-1', 'not json');
  assert.equal(open(undefined, page).provider, undefined);
});

test('a link that is used up says so, and stays in the address', async () => {
  const { provider, page } = open('once');
  page.status = 403;
  await assert.rejects(provider!({ purpose: 'host' }), { code: 'link-invalid' });
  assert.equal(page.used, 0);
});

test('a link that opens a room tells what it is to be called, with its code and never again', async () => {
  const { provider, page } = open('once');
  const request = { purpose: 'host', roomId: 'room-1', title: 'Garden', category: 'Music' } as const;
  await provider!(request);
  await provider!(request);
  assert.deepEqual(page.sent.map(({ body }) => body), [{ code: 'once', title: 'Garden', category: 'Music' }, { peerId: 'cy' }]);
});

test('whoever joins another’s room is not asked for its title, after a reload neither', () => {
  const tokenOf = (claims: object): string => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;
  const joins = (code: string | undefined, opens: boolean, held?: object): boolean =>
    joinsStage({ roomId: 'room-1', code, storage: { getItem: () => held ? JSON.stringify({ token: tokenOf(held) }) : null, setItem() {} } }, opens);
  assert.deepEqual([joins('once', false), joins('once', true)], [true, false]);
  assert.deepEqual([joins(undefined, false, { is_original_host: false }), joins(undefined, false, { is_original_host: true }), joins(undefined, false)], [true, false, false]);
});
