import { limits } from '../../core/wire/signal/limits.ts';
import type { ReplyOf } from '../../core/wire/signal/replies.ts';
import type { RequestOf } from '../../core/wire/signal/requests.ts';
import type { BroadcastInfo, TransportInfo } from '../../core/wire/signal/shapes.ts';
import { canOpen } from '../auth/grants.ts';
import { iceServersFor } from '../ice-servers.ts';
import type { RoomPeer } from '../rooms/room-peer.ts';
import { SignalError } from '../signal-error.ts';
import type { SignalServices } from './handler.ts';
import { encode, type Frame } from './frame.ts';
import type { Outlet } from './outlet.ts';

type Join = RequestOf<'Join'>;
type Seen = NonNullable<Join['resume']>['seen'];

/** When this peer's session ends, whatever its socket does. */
export const sessionEnd = (peer: RoomPeer, { config }: SignalServices): number =>
  Math.min(peer.openedAt + limits.sessionMs, config.sessionEndsAtExp ? peer.claims.exp * 1000 : Infinity);

async function resumed(services: SignalServices, { resume, roomId, token }: Join): Promise<RoomPeer | undefined> {
  const peer = resume && (await services.rooms.place(resume.token));
  if (!peer || peer.gone) return undefined;
  if (roomId !== undefined && roomId !== peer.room.roomId) throw new SignalError('token-wrong-room');
  if (sessionEnd(peer, services) > services.clock.now()) return peer;
  if (token === undefined) throw new SignalError('session-over');
  return undefined;
}

async function admitted({ tokens, rooms }: SignalServices, { token, roomId, resume }: Join, address: string | undefined): Promise<RoomPeer> {
  if (token === undefined && resume) throw new SignalError('resume-failed');
  const claims = await tokens.verify(token);
  if (roomId !== undefined && roomId !== claims.room_id) throw new SignalError('token-wrong-room');
  return rooms.admit(claims, address);
}

/** Whether they watch the room over its audience plane. */
const watchesPlane = ({ room, onStage, grants }: RoomPeer): boolean => room.plane !== undefined && !onStage && canOpen(grants, 'recv');

/** Nobody is kept out because it cannot be had: the SFU is there too. */
async function placeInPlane(peer: RoomPeer, { logger }: SignalServices): Promise<BroadcastInfo | undefined> {
  if (!watchesPlane(peer)) return undefined;
  return peer.room.plane?.sign(peer).catch((error: unknown) => {
    logger.error({ err: error }, 'no playback URL could be signed');
    return undefined;
  });
}

/** Opened ahead when there is something to receive (it would close again unused); a join goes on without it. */
async function receiveTransport(peer: RoomPeer, { logger }: SignalServices): Promise<TransportInfo | undefined> {
  if (!peer.room.media.hasProducers || !canOpen(peer.grants, 'recv') || watchesPlane(peer)) return undefined;
  try {
    return await peer.media.openTransport('recv');
  } catch (error) {
    logger.debug({ err: error }, 'no receive transport in advance');
    return undefined;
  }
}

function missed(peer: RoomPeer, resume: Join['resume']): readonly Frame[] | undefined {
  if (!resume || !peer.hasNumbers) return undefined;
  const { seen, audienceId } = resume;
  // The page has not heard that it was moved: its number counts in another audience.
  if (audienceId !== undefined && audienceId !== peer.audience.audienceId) return undefined;
  const [room, audience, self] = peer.channels;
  const frames = [room.since(seen.room), audience.since(seen.audience), self.since(seen.self)];
  return frames.every((part) => part !== undefined) ? frames.flat() : undefined;
}

/**
 * Brings a socket into its room: by resume token to the place it had, else by room token. Sends `Welcome` and what was
 * missed, and from then on everything that happens, without a gap. Throws a `SignalError`; nothing has been joined then.
 * `address` is a keyed hash of where the socket comes from.
 */
export async function join(services: SignalServices, outlet: Outlet & { readonly isOpen: boolean }, request: Join, address?: string): Promise<RoomPeer | undefined> {
  const place = await resumed(services, request);
  const peer = place ?? (await admitted(services, request, address));
  const { room } = peer;
  peer.take(outlet);
  try {
    const kept = place !== undefined && peer.media.keep();
    if (!kept) peer.media.close();
    const [resumeToken, recvTransport, broadcast] = await Promise.all([
      services.rooms.sessions.issue(peer),
      kept || room.ended ? undefined : receiveTransport(peer, services),
      room.ended ? undefined : placeInPlane(peer, services),
      peer.audience.load(),
    ]);
    // Meanwhile the socket may have closed, or another one taken this place.
    if (peer.outlet !== outlet) return undefined;
    // Only a page that can be sent what it missed hears of the end by it; any other would take the room for a live one.
    if (room.ended && !(place && missed(peer, request.resume))) throw new SignalError('room-ended');
    if (peer.gone || !outlet.isOpen) throw new SignalError('resume-failed');
    room.arrive(peer);
    const replay = place && missed(peer, request.resume);
    outlet.send(encode(welcome(services, peer, { re: request.id, resumeToken, recvTransport, broadcast, kept, seen: replay && request.resume?.seen })));
    for (const frame of [...(replay ? [...replay, ...peer.audience.channel.standing] : []), ...room.channel.standing]) outlet.send(frame);
    peer.listen();
    return peer;
  } catch (error) {
    if (peer.outlet === outlet) room.cut(peer, { properly: false });
    throw error;
  }
}

interface Arrival { re: number; resumeToken: string; recvTransport: TransportInfo | undefined; broadcast: BroadcastInfo | undefined; kept: boolean; /** Of a page that is sent what it missed. */ seen: Seen | undefined }

function welcome({ config, clock }: SignalServices, peer: RoomPeer, { re, resumeToken, recvTransport, broadcast, kept, seen }: Arrival): ReplyOf<'Welcome'> {
  const [room, audience, self] = peer.channels;
  return {
    type: 'Welcome',
    re,
    serverNow: clock.now(),
    node: config.node,
    self: peer.selfInfo,
    ...(seen ? { channels: seen } : { channels: { room: room.seq, audience: audience.seq, self: self.seq }, snapshot: peer.room.snapshotFor(peer) }),
    resumeToken,
    media: { rtpCapabilities: peer.room.media.rtpCapabilities, kept, ...(recvTransport ? { recvTransport } : {}), iceServers: iceServersFor(config.ice, peer.peerId, clock.now()) },
    limits: { chatText: limits.chatText, resumeMs: limits.resumeMs },
    ...(broadcast ? { broadcast } : {}),
  };
}
