import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mostPresetBytes } from '../../../../core/wire/preset/schema.ts';
import { findPreset, isPresetName, type PresetSource } from '../../../../ui-kit/preset/find-preset.ts';

const never = new AbortController().signal;

/** A source whose network answers as told, and notes what it was asked. */
function source(answer: (url: string, init?: RequestInit) => Response | Promise<Response>, change: Partial<PresetSource> = {}): PresetSource & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    server: 'https://live.example', base: 'https://page.example/a/', signal: never, asked,
    fetch: async (url, init) => {
      asked.push(String(url));
      init?.signal?.throwIfAborted();
      return answer(String(url), init);
    },
    ...change,
  };
}
const json = (text: string): Response => new Response(text, { headers: { 'content-type': 'application/json' } });
const sentenceFor = async (choice: string, given: PresetSource): Promise<string> => {
  const { preset, findings } = await findPreset(choice, given);
  assert.equal(preset, undefined);
  return findings[0]?.sentence ?? '';
};

describe('a preset by address', () => {
  it('is read from the page’s own origin, and from https', async () => {
    const given = source(() => json('{"ui":{"theme":"light"}}'));
    for (const address of ['./mine.json', '/mine.json', 'https://cdn.example/mine.json']) assert.equal((await findPreset(address, given)).preset?.ui.theme, 'light', address);
    assert.deepEqual(given.asked, ['https://page.example/a/mine.json', 'https://page.example/mine.json', 'https://cdn.example/mine.json']);
    const local = source(() => json('{}'), { base: 'http://127.0.0.1:8080/' });
    assert.ok((await findPreset('/mine.json', local)).preset, 'a page on http may have its own');
  });

  for (const address of ['http://other.example/x.json', 'data:application/json,{}', 'javascript:alert(1)', 'blob:https://page.example/1', 'file:///etc/passwd', 'https://', 'ftp://a/b', '//']) {
    it(`is never asked for at ${address}`, async () => {
      const given = source(() => json('{}'));
      assert.match(await sentenceFor(address, given), /no address that a preset may come from/);
      assert.deepEqual(given.asked, []);
    });
  }

  it('may have 64 kB and not a byte more, and no more is read', async () => {
    const padded = (bytes: number): string => `{}${' '.repeat(bytes - 2)}`;
    assert.ok((await findPreset('/x.json', source(() => json(padded(mostPresetBytes))))).preset);
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({ pull: (to) => to.enqueue(new Uint8Array(16 * 1024)), cancel: () => { cancelled = true; } });
    assert.match(await sentenceFor('/x.json', source(() => new Response(endless))), /too large: 64 kB/);
    assert.ok(cancelled);
  });

  it('has to be JSON, and there', async () => {
    assert.match(await sentenceFor('/x.json', source(() => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }))), /double quotes/);
    assert.match(await sentenceFor('/x.json', source(() => new Response('gone', { status: 404 }))), /its server answered 404/);
    assert.match(await sentenceFor('/x.json', source(() => Promise.reject(new TypeError('Failed to fetch')))), /not reached, or does not allow this page \(CORS\)/);
  });

  it('has to come in time', async () => {
    const late = source(() => json('{}'), { signal: AbortSignal.abort(new DOMException('', 'TimeoutError')) });
    assert.match(await sentenceFor('/x.json', late), /did not come in time/);
  });
});

describe('a preset by name', () => {
  it('that is not shipped is asked of the server', async () => {
    const given = source(() => json('{"ui":{"layout":"grid"}}'), { server: 'https://live.example/rooms/' });
    assert.equal((await findPreset('mine', given)).preset?.ui.layout, 'grid');
    assert.deepEqual(given.asked, ['https://live.example/rooms/presets/mine']);
  });

  it('that nobody knows gets the nearest', async () => {
    for (const answer of [() => new Response('', { status: 404 }), () => Promise.reject(new TypeError('offline')), () => new Response('<!doctype html>')]) {
      assert.equal(await sentenceFor('webinar-hots', source(answer)), 'is not known here, nor to the server. Did you mean "webinar-host"?');
      assert.match(await sentenceFor('qqqqqqqqqqqqqqqqq', source(answer)), /There are live-host, live-viewer/);
    }
  });

  it('is what a server may know: no address, and no object', () => {
    assert.deepEqual(['live-host', 'mine', 'x/y', './mine', 'Mine', 'mine.json', {}, null].map(isPresetName), [true, true, false, false, false, false, false, false]);
  });
});

describe('a preset object', () => {
  it('is checked like any other', async () => {
    const given = source(() => json('{}'));
    assert.equal((await findPreset({ ui: { theme: 'salon' } }, given)).preset?.ui.theme, 'salon');
    const { findings } = await findPreset({ ui: { theem: 'salon' } } as object, given);
    assert.match(findings[0]?.sentence ?? '', /Did you mean "theme"\?/);
    assert.deepEqual(given.asked, []);
  });
});
