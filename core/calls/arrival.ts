import { LiveError } from '../errors.ts';
import { loadOnce } from '../load-once.ts';
import type { NetworkTestResult } from '../stores/network-test.ts';
import { DataCalls } from './data.ts';

const loadTest = loadOnce(() => import('../network-test/run.ts'));

/** Before going live. */
export abstract class ArrivalCalls extends DataCalls {
  #test: { readonly control: AbortController; readonly result: Promise<NetworkTestResult> } | undefined;

  /**
   * Tries the way to the server: its socket, media over UDP, TCP and TURN, and how much can be sent. Takes up to 10 s;
   * `stores.networkTest` shows how far it is. Rejects only with `cancelled`, when a start or `close()` comes first.
   */
  async testNetwork(): Promise<NetworkTestResult> {
    this.parts.runner.life.guard('testNetwork');
    this.#test ??= this.#begin();
    return this.#test.result;
  }

  override async close(): Promise<void> {
    this.#test?.control.abort(new LiveError('cancelled'));
    await super.close();
  }

  #begin(): { readonly control: AbortController; readonly result: Promise<NetworkTestResult> } {
    const control = new AbortController();
    // A start needs the line for itself.
    const stop = this.parts.stores.session.$state.listen(() => control.abort(new LiveError('cancelled')));
    const result = this.#run(control.signal).finally(() => {
      stop();
      this.#test = undefined;
    });
    return { control, result };
  }

  async #run(signal: AbortSignal): Promise<NetworkTestResult> {
    const { deps, stores, runner } = this.parts;
    const { runNetworkTest } = await loadTest();
    signal.throwIfAborted();
    return runNetworkTest({ server: runner.server, deps, store: stores.networkTest, signal });
  }
}
