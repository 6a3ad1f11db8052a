import { TrustCalls } from './calls/trust.ts';
import type { Command } from './command.ts';
import { isCommandType, runCommand, type Calls } from './commands.ts';
import { LiveError } from './errors.ts';
import type { RoomManager } from './room-manager.ts';

/** A room without a face: joins or hosts it, and shows what happens as stores and events. Every rejection is a `LiveError`. */
export class MufLiveManager extends TrustCalls implements RoomManager, Calls {
  /** Makes the call that a command stands for. */
  async request(command: Command): Promise<unknown> {
    const { type }: { type?: unknown } = command;
    if (!isCommandType(type)) throw new LiveError('unknown-type', { message: `There is no command ${String(type)}.` });
    return runCommand(this, command);
  }
}
