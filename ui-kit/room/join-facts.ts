import type { BroadcastOptions } from '../../core/command.ts';
import type { JoinAs } from '../phase.ts';
import type { Worn } from '../preset/worn.ts';
import { peekToken } from './token.ts';

/** What the room's own attributes say about joining. */
export interface JoinFacts {
  readonly joinAs: JoinAs;
  readonly roomId: string | undefined;
  readonly token: string | undefined;
  readonly hostPeerId: string | undefined;
  /** Whether this broadcaster joins a room that is another's. */
  readonly joinsStage: boolean;
  /** What a room that is made here is to be. */
  readonly newRoom: Pick<BroadcastOptions, 'roomType' | 'mode' | 'preset' | 'maxBroadcasters'>;
}

export interface JoinAttributes {
  readonly joinAs: string | null | undefined;
  readonly roomId: string | null | undefined;
  readonly token: string | null | undefined;
  readonly host: string | null | undefined;
  readonly roomType?: string | null | undefined;
  readonly mode?: string | null | undefined;
  readonly joinsStage?: boolean;
  readonly worn?: Worn;
}

const isJoinAs = (value: string | null | undefined): value is JoinAs => value === 'host' || value === 'viewer' || value === 'guest';

/** What an attribute leaves open, the token answers; then the preset; what all leave open, a viewer. */
export function joinFactsOf({ joinAs: asked, roomId, token, host, roomType, mode, joinsStage = false, worn }: JoinAttributes): JoinFacts {
  const hints = peekToken(token ?? undefined);
  const joinAs = isJoinAs(asked) ? asked : hints.role ?? worn?.joinAs ?? 'viewer';
  return {
    joinAs,
    roomId: roomId || hints.roomId,
    token: token || undefined,
    hostPeerId: host || undefined,
    joinsStage: joinsStage || joinAs === 'guest' || hints.isOriginalHost === false,
    newRoom: { ...worn?.newRoom, ...(roomType === '1v1' && { roomType }), ...(mode === 'mesh' && { mode }) },
  };
}

/** Of each attribute that takes certain values only: what they are, and what holds in the place of any other. */
const checks = {
  server: ['server', (value) => URL.canParse(value) && /^https?:/i.test(value), 'the page\'s own origin'],
  joinAs: ['join-as', isJoinAs, 'the token\'s role, or viewer,'],
  roomType: ['room-type', (value) => value === 'live' || value === '1v1', 'live'],
  mode: ['mode', (value) => value === 'sfu' || value === 'mesh', 'sfu'],
} as const satisfies Record<string, readonly [name: string, isKnown: (value: string) => boolean, instead: string]>;
type Checked = keyof typeof checks;

/** What the attribute says, if that can be used. */
export const usable = (property: Checked, value: string | null | undefined): string | undefined => (value && checks[property][1](value) ? value : undefined);

/** Says so in the console when the value of one of the `changed` attributes is none of the known ones. */
export function checkAttributes(changed: ReadonlyMap<PropertyKey, unknown>, values: { readonly [Property in Checked]?: string | null }): void {
  for (const property of Object.keys(checks) as Checked[]) {
    const [name, , instead] = checks[property];
    const value = values[property];
    if (changed.has(property) && value && !usable(property, value)) console.warn(`muf-live: ${name}="${value}" is not known; ${instead} is used.`);
  }
}
