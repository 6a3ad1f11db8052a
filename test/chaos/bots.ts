import { MufLiveManager } from '../../core/manager.ts';
import { fakeMedia } from '../../core/testing/fake-media.ts';
import { openLine, type Line } from '../support/server-line.ts';

/** Someone in the room through the real SDK, over a line of their own that can be cut. */
export interface Bot {
  readonly name: string;
  readonly manager: MufLiveManager;
  readonly line: Line;
  /** Texts the server took from this bot. */
  readonly said: readonly string[];
  /** Says something; the server has it sooner or later, however often the line is cut meanwhile. */
  say(): void;
  /** Resolves once the server has answered for every line. */
  heard(): Promise<void>;
  close(): Promise<void>;
}

export async function createBot(name: string, server: string): Promise<Bot> {
  const line = await openLine(server);
  const manager = new MufLiveManager({ server: line.url, media: fakeMedia(), displayName: name });
  const said: string[] = [];
  let count = 0;
  let pending = Promise.resolve();

  async function send(text: string): Promise<void> {
    try {
      await manager.sendChat(text);
      said.push(text);
    } catch (error) {
      // A line refused for its frequency was not said.
      if ((error as { code?: string }).code !== 'rate-limited') throw error;
    }
  }
  return {
    name, manager, line, said,
    say() {
      const before = pending;
      const sent = send(`${name} ${count += 1}`);
      pending = before.then(() => sent);
      // Told by `heard()`.
      pending.catch(() => {});
    },
    heard: () => pending,
    async close() {
      line.mend();
      await manager.close();
      await line.close();
    },
  };
}
