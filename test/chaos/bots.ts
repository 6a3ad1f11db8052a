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
  /** Says something; resolves once the server has it, however often the line is cut meanwhile. */
  say(): Promise<void>;
  close(): Promise<void>;
}

export async function createBot(name: string, server: string): Promise<Bot> {
  const line = await openLine(server);
  const manager = new MufLiveManager({ server: line.url, media: fakeMedia(), displayName: name });
  const said: string[] = [];
  let count = 0;
  return {
    name, manager, line, said,
    async say() {
      const text = `${name} ${count += 1}`;
      await manager.sendChat(text);
      said.push(text);
    },
    async close() {
      line.mend();
      await manager.close();
      await line.close();
    },
  };
}
