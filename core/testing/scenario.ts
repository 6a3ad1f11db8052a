import type { Command } from '../command.ts';
import { createEmitter } from '../emitter.ts';
import type { LiveState } from '../machine.ts';
import type { RoomManager } from '../room-manager.ts';
import { createStores, type Stores } from '../stores.ts';
import type { ChatLine } from '../stores/chat.ts';
import type { Capability, Role } from '../wire/signal/claims.ts';
import { answers, tileOf, type Answering } from './answers.ts';

export interface Scenario extends RoomManager {
  /** May be written. */
  readonly stores: Stores;
  /** Every command that was asked for, in order. */
  readonly commands: Command[];
  /** Makes the next command of this type reject. */
  refuse(type: Command['type'], error: Error): void;
}

export interface ScenarioOptions {
  readonly role?: Role;
  readonly state?: LiveState;
  readonly broadcasters?: number;
  readonly viewers?: number;
  readonly chatLines?: number;
  /** Names to use instead of the built-in ones. */
  readonly names?: readonly string[];
  /** What the chat says instead of the built-in lines. */
  readonly said?: readonly string[];
  /** What whoever looks may do; nothing by default. */
  readonly caps?: readonly Capability[];
  /** When the stream began, in ms since the epoch. */
  readonly now?: number;
  /** Commands change the stores at once, as they would once a server has answered. Without it they are only remembered. */
  readonly answers?: boolean;
}

const cast = ['Ada', 'Bo', 'Cy', 'Dilnoza', 'Eero', 'Fatima', 'Gus', 'Hana', 'Iker', 'Jun'];
const lines = ['that was great', 'hello from Lisbon', 'can you show the keys again?', 'brava, brava', 'what camera is this', 'first time here, love it', 'sound is perfect', 'one more please'];

/** The room as it is for someone who is in it. */
function fill(stores: Stores, { role = 'viewer', broadcasters = 1, viewers = 3, chatLines = 4, names = cast, said = lines, caps = [], now = Date.UTC(2026, 0, 1, 12) }: ScenarioOptions): void {
  const nameOf = (index: number): string => names[index % names.length] ?? `Peer ${index}`;
  const hosts = Array.from({ length: broadcasters }, (_, index) => ({
    peerId: `host-${index}`, displayName: nameOf(index), role: 'host' as const, joinedAt: now + index, isOriginalHost: index === 0, paused: false, producers: [],
  }));
  const watching = Array.from({ length: viewers }, (_, index) => ({ peerId: `web-${index}`, displayName: nameOf(index + broadcasters), avatarUrl: undefined, role: 'viewer' as const, joinedAt: now + index }));
  const selfId = role === 'viewer' ? 'web-0' : 'host-0';
  const writer = (index: number): number => index % Math.max(1, viewers);

  stores.session.$self.set({ peerId: selfId, role, displayName: role === 'viewer' ? nameOf(broadcasters) : nameOf(0), isOriginalHost: role === 'host', hostPeerId: 'host-0', caps: [...caps] });
  stores.session.$room.set({ roomId: 'room-1', roomType: 'live', title: 'Evening session', category: 'Music', status: broadcasters ? 'live' : 'waiting', startedAt: now, maxBroadcasters: 4, hostPeerId: 'host-0' });
  stores.session.$shareLink.set('https://live.example/viewer.html?room=room-1&host=host-0');
  stores.peers.$broadcasters.set(hosts);
  stores.peers.$viewers.set(watching);
  stores.audience.$hostPeerId.set('host-0');
  stores.audience.$viewerCount.set(viewers);
  stores.connection.$connection.set({ status: 'connected', path: 'sfu' });
  stores.stage.$tiles.set(hosts.map((host) => tileOf(host, host.peerId === selfId)));
  stores.chat.$lines.set(Array.from({ length: chatLines }, (_, index): ChatLine => ({
    id: `chat-${index}`, from: `web-${writer(index)}`, role: 'viewer', displayName: nameOf(broadcasters + writer(index)), text: said[index % said.length] ?? '', sentAt: now + index * 1000, status: 'sent', isSelf: false,
  })));
}

/** A room in a chosen situation, without camera or server: for stories and element tests. Its stores may be written. */
export function createScenario(options: ScenarioOptions = {}): Scenario {
  const { state = 'ACTIVE' } = options;
  const stores = createStores();
  const emitter = createEmitter(() => {});
  const commands: Command[] = [];
  const refusals = new Map<Command['type'], Error>();
  const answering: Answering = {
    stores,
    emit: emitter.emit,
    now: () => Date.now() + stores.session.$clockOffset.get(),
    enter() {
      stores.session.$summary.set(null);
      fill(stores, options);
      stores.session.$state.set('ACTIVE');
    },
  };

  if (state !== 'IDLE') fill(stores, options);
  stores.session.$state.set(state);

  return {
    stores,
    commands,
    get state() { return stores.session.$state.get(); },
    request(command) {
      commands.push(command);
      const refusal = refusals.get(command.type);
      refusals.delete(command.type);
      if (refusal) return Promise.reject(refusal);
      if (options.answers) (answers[command.type] as ((command: Command, answering: Answering) => void) | undefined)?.(command, answering);
      return Promise.resolve();
    },
    refuse: (type, error) => void refusals.set(type, error),
    on: emitter.on,
    emit: emitter.emit,
    attachSlots: () => () => {},
    close: () => Promise.resolve(),
  };
}
