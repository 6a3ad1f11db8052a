import type { SlotContext } from '../core/slot-port.ts';

/** What fillers are told before the room has said anything. */
export const emptyContext: SlotContext = freezeContext({
  roomId: null,
  role: null,
  myPeerId: null,
  myIdentity: {},
  isLive: false,
  durationSec: 0,
  viewerCount: 0,
  broadcasters: [],
});

/** A copy of exactly the documented fields, frozen all the way down: nothing of the room can be reached or changed through it. */
export function freezeContext(ctx: SlotContext): SlotContext {
  const { roomId, role, myPeerId, isLive, durationSec, viewerCount, targetPeerId } = ctx;
  return Object.freeze({
    roomId,
    role,
    myPeerId,
    myIdentity: Object.freeze(identity(ctx.myIdentity)),
    isLive,
    durationSec,
    viewerCount,
    broadcasters: Object.freeze(ctx.broadcasters.map((broadcaster) => {
      const { peerId, isOriginalHost } = broadcaster;
      return Object.freeze({ peerId, ...identity(broadcaster), isOriginalHost });
    })),
    ...(targetPeerId === undefined ? {} : { targetPeerId }),
  });
}

interface Identity { readonly displayName?: string; readonly avatarUrl?: string }

function identity({ displayName, avatarUrl }: Identity): Identity {
  return { ...(displayName === undefined ? {} : { displayName }), ...(avatarUrl === undefined ? {} : { avatarUrl }) };
}

/** Whether two contexts say the same, whoever built them. */
export function sameContext(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && sameContext(one[key], other[key]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
