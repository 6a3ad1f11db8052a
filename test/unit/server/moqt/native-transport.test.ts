import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { NativeBi, NativeReceive, NativeSend, NativeSession } from '../../../../server/moqt/native.ts';
import { nativeTransport, settleMs } from '../../../../server/moqt/native-transport.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

/** The binding's side, as far as a session's end is concerned: its streams fail with `streamError` where there is one. */
function session(streamError?: string): { readonly native: NativeSession; readonly closes: [number, string][] } {
  const closes: [number, string][] = [];
  const over = Promise.withResolvers<{ closeCode: number; reason: string }>();
  const failing = async (): Promise<void> => { if (streamError) throw new Error(streamError); };
  const send: NativeSend = { write: failing, finish: async () => {}, reset: async () => {}, setPriority: async () => {} };
  const receive: NativeReceive = { read: async () => { await failing(); return null; }, stop: async () => {} };
  const bi: NativeBi = { takeSend: () => send, takeRecv: () => receive };
  return {
    closes,
    native: {
      acceptUni: async () => receive, acceptBi: async () => bi, openUni: async () => send, openBi: async () => bi,
      sendDatagram() {}, recvDatagram: () => new Promise(() => {}), maxDatagramSize: () => 1200,
      close(code, reason) {
        closes.push([code, reason]);
        over.resolve({ closeCode: code, reason });
      },
      closed: () => over.promise,
    },
  };
}

describe('the end of a native session', () => {
  const clock = createFakeClock();

  it('is told at once where no stream was given up', async () => {
    const { native, closes } = session();
    const transport = nativeTransport(native, clock);
    const stream = await transport.openUni();
    await stream.write(new Uint8Array(3));
    await stream.finish();
    transport.close(2, 'auth_failed');
    assert.deepEqual(closes, [[2, 'auth_failed']]);
    assert.deepEqual(await transport.closed, { code: 2, reason: 'auth_failed', remote: false });
  });

  for (const [what, giveUp, error] of [
    ['reset here', async (transport) => (await transport.openUni()).reset(3)],
    ['stopped here', async (transport) => (await transport.acceptUni())!.stop(3)],
    ['stopped there', async (transport) => { await (await transport.openBi()).send.write(new Uint8Array(3)).catch(() => {}); }, 'STOP_SENDING: 3'],
    ['reset there', async (transport) => { await (await transport.acceptBi())!.receive.read().catch(() => {}); }, 'RESET_STREAM: 3'],
  ] as readonly [string, (transport: ReturnType<typeof nativeTransport>) => Promise<void>, string?][]) {
    it(`waits a moment after a stream was ${what}, and is told once`, async () => {
      const { native, closes } = session(error);
      const transport = nativeTransport(native, clock);
      await giveUp(transport);
      clock.advance(settleMs - 50);
      transport.close(2, 'auth_failed');
      transport.close(0, 'again');
      clock.advance(settleMs - 1);
      assert.deepEqual(closes, []);
      clock.advance(1);
      assert.deepEqual(closes, [[2, 'auth_failed']]);
      assert.deepEqual(await transport.closed, { code: 2, reason: 'auth_failed', remote: false });
      assert.equal(clock.pending(), 0);
    });
  }

  it('is told at once when that was long ago', async () => {
    const { native, closes } = session();
    const transport = nativeTransport(native, clock);
    (await transport.openUni()).reset(3);
    clock.advance(settleMs);
    transport.close(2, 'auth_failed');
    assert.deepEqual(closes, [[2, 'auth_failed']]);
  });
});
