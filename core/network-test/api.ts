import { readNetworkTest, readReceived, type NetworkTestOffer, type TestPath } from '../wire/network-test.ts';
import type { JsonObject } from '../wire/signal/fields.ts';

/** The server's side of a test. */
export interface NetworkTestApi {
  /** `null` where the server has none, or none to spare now. */
  open(): Promise<NetworkTestOffer | null>;
  connect(testId: string, path: TestPath, dtlsParameters: JsonObject): Promise<void>;
  /** Bytes received by each path; `null` when they cannot be had. */
  end(testId: string): Promise<Readonly<Record<TestPath, number>> | null>;
}

export function networkTestApi(server: string, fetch: typeof globalThis.fetch, signal: AbortSignal): NetworkTestApi {
  async function post(path: string, body: object): Promise<unknown> {
    const response = await fetch(`${server}/network-test${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), signal });
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    return response.json();
  }

  async function asked<Answer>(path: string, read: (answer: unknown) => Answer | null): Promise<Answer | null> {
    try {
      return read(await post(path, {}));
    } catch {
      signal.throwIfAborted();
      return null;
    }
  }

  return {
    open: () => asked('', readNetworkTest),
    async connect(testId, path, dtlsParameters) {
      await post(`/${testId}/connect`, { path, dtlsParameters });
    },
    end: (testId) => asked(`/${testId}/end`, readReceived),
  };
}
