import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readAddress } from '../../../../core/streams/addresses.ts';
import { connectRelay } from '../../../../core/streams/connect.ts';
import { StreamError } from '../../../../core/streams/stream-error.ts';
import { acceptSession } from '../../../../core/wire/moqt/session.ts';
import { subscriberOpener } from '../../../../core/wire/moqt/subscriber-session.ts';
import type { W3cSession } from '../../../../core/wire/moqt/w3c-transport.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { acceptAll, heard, videoTrack as track } from '../../../support/moqt-session.ts';
import { transportPair, type MemoryTransport } from '../../../support/transport-pair.ts';

const info = { webTransport: { url: 'https://relay.example:4433' }, webSocket: null, hls: null };
const options = { signal: new AbortController().signal, clock: createFakeClock() };

/** What a browser's `WebTransport` gives of one end of a pair, as far as a viewer that subscribes needs it. */
class PageTransport implements W3cSession {
  static readonly dialled: { readonly url: string; readonly server: MemoryTransport }[] = [];
  readonly ready = Promise.resolve();
  readonly closed: W3cSession['closed'];
  readonly incomingBidirectionalStreams: W3cSession['incomingBidirectionalStreams'] = new ReadableStream();
  readonly incomingUnidirectionalStreams: W3cSession['incomingUnidirectionalStreams'] = new ReadableStream();
  readonly datagrams = { readable: new ReadableStream<Uint8Array>(), maxDatagramSize: 0 };
  readonly #client: MemoryTransport;

  constructor(url: string) {
    const { client, server } = transportPair();
    this.#client = client;
    this.closed = client.closed.then(({ code, reason }) => ({ closeCode: code, reason }));
    PageTransport.dialled.push({ url, server });
  }

  async createBidirectionalStream() {
    const { send, receive } = await this.#client.openBi();
    return {
      writable: new WritableStream<Uint8Array>({ write: (bytes) => send.write(bytes) }),
      readable: new ReadableStream<Uint8Array>({ async pull(controller) {
        const bytes = await receive.read();
        if (bytes) controller.enqueue(bytes);
        else controller.close();
      } }),
    };
  }

  createUnidirectionalStream(): Promise<never> { return Promise.reject(new Error('A viewer opens none.')); }
  close({ closeCode = 0, reason = '' } = {}): void { this.#client.close(closeCode, reason); }
}

describe('a page that watches', () => {
  it('opens a session of the draft its address names, and subscribes in it', async (t) => {
    Object.assign(globalThis, { WebTransport: PageTransport });
    t.after(() => Reflect.deleteProperty(globalThis, 'WebTransport'));
    for (const [query, draft] of [['', 14], ['&moqt=16', 16], ['&moqt=14', 14]] as const) {
      const opening = connectRelay(info, readAddress(`https://relay.example/playback/lv_1?tok=x${query}`, 'playback'), { ...options, opener: subscriberOpener });
      const { url, server } = PageTransport.dialled.at(-1)!;
      assert.equal(url, `https://relay.example:4433/playback/lv_1?tok=x${query}`);
      const relay = await acceptSession(server, { drafts: [14, 16], handlers: acceptAll().handlers });
      const { session, path } = await opening;
      assert.deepEqual([relay.draft, session.draft, path.via], [draft, draft, 'webtransport']);
      await session.subscribe(track, heard()).accepted;
      session.close();
      await relay.closed;
    }
    assert.equal(options.clock.pending(), 0);
  });

  it('asks for what a draft needs before it opens a transport', async () => {
    const drafts: number[] = [];
    const opener = (draft: number) => {
      drafts.push(draft);
      return () => Promise.reject(new Error('There is no transport here.'));
    };
    const fell: string[] = [];
    await assert.rejects(
      connectRelay(info, readAddress('https://relay.example/playback/lv_1?moqt=16', 'playback'), { ...options, opener, fellBack: (from) => void fell.push(from) }),
      (error) => error instanceof StreamError && error.code === 'unsupported',
    );
    assert.deepEqual([drafts, fell], [[16], ['webtransport', 'websocket']]);
  });
});
