import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LiveError } from '../../../../core/errors.ts';
import { lazyPort } from '../../../../core/media/lazy-port.ts';
import type { MediaPort, MediaPortHandlers, WelcomeMedia } from '../../../../core/media/port.ts';

const media = { rtpCapabilities: {}, kept: false, iceServers: [] } as WelcomeMedia;

function recorder() {
  const calls: string[] = [];
  const note = (name: string) => (): Promise<void> => { calls.push(name); return Promise.resolve(); };
  const port = { open: note('open'), setRemote: note('setRemote'), setLocal: note('setLocal'), setSuspended: note('setSuspended'), setQuality: note('setQuality'), stats: () => Promise.resolve([]), close: note('close') } as unknown as MediaPort;
  const failures: LiveError[] = [];
  const handlers = { failed: (error: LiveError) => void failures.push(error) } as unknown as MediaPortHandlers;
  return { calls, port, failures, handlers };
}

test('calls made before the code has come reach the port in their order', async () => {
  const { calls, port, handlers } = recorder();
  const { promise, resolve } = Promise.withResolvers<() => MediaPort>();
  const lazy = lazyPort(handlers, () => promise);
  const opened = lazy.open(media);
  lazy.setRemote([]);
  const sent = lazy.setLocal({});
  assert.deepEqual(calls, []);
  resolve(() => port);
  await Promise.all([opened, sent]);
  assert.deepEqual(calls, ['open', 'setRemote', 'setLocal']);
});

test('closed before the code has come, it never opens', async () => {
  const { calls, port, handlers } = recorder();
  const { promise, resolve } = Promise.withResolvers<() => MediaPort>();
  const lazy = lazyPort(handlers, () => promise);
  const opened = lazy.open(media);
  lazy.close();
  resolve(() => port);
  await assert.rejects(opened, { code: 'cancelled' });
  assert.deepEqual(calls, []);
});

test('nothing is fetched before it is opened: which code it is depends on the room', async () => {
  const { calls, port, handlers } = recorder();
  let fetched = 0;
  const lazy = lazyPort(handlers, () => {
    fetched += 1;
    return Promise.resolve(() => port);
  });
  const asked = lazy.setQuality('low');
  assert.deepEqual([await lazy.stats(), fetched], [[], 0]);
  await lazy.open(media);
  await asked;
  assert.deepEqual([calls, fetched], [['open', 'setQuality'], 1]);
  const never = lazyPort(handlers, () => Promise.reject(new TypeError('offline')));
  const waiting = never.setQuality('low');
  never.close();
  await assert.rejects(waiting, { code: 'cancelled' });
});

test('a failed fetch is told, and tried again by the next call', async () => {
  const { calls, port, failures, handlers } = recorder();
  let tries = 0;
  const lazy = lazyPort(handlers, () => (++tries === 1 ? Promise.reject(new TypeError('offline')) : Promise.resolve(() => port)));
  await assert.rejects(lazy.open(media), { code: 'media-failed' });
  await lazy.open(media);
  assert.deepEqual([calls, tries, failures], [['open'], 2, []]);
});

test('closing closes the port', async () => {
  const { calls, port, handlers } = recorder();
  const lazy = lazyPort(handlers, () => Promise.resolve(() => port));
  await lazy.open(media);
  lazy.close();
  await lazy.stats().catch(() => {});
  assert.deepEqual(calls, ['open', 'close']);
});
