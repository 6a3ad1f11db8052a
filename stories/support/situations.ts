import { LiveError, type LiveErrorCode } from '../../core/errors.ts';
import type { NetworkCause, NetworkVerdict } from '../../core/stores/network-test.ts';
import { tierOf, type Band, type QualityCause } from '../../core/media/quality/figures.ts';
import type { ScenarioOptions } from '../../core/testing/index.ts';
import type { Tile } from '../../core/stores/stage.ts';
import type { Capability } from '../../core/wire/signal/claims.ts';
import type { InviteInfo, StreamSummary } from '../../core/wire/signal/shapes.ts';
import type { Scene } from './scene.ts';

const hostCaps: readonly Capability[] = ['publish:camera', 'publish:mic', 'publish:screen', 'subscribe:*', 'chat:send', 'chat:moderate', 'room:end', 'cohost:invite'];

/** Whoever's room it is. */
export const asHost: ScenarioOptions = { role: 'host', caps: hostCaps };
/** Someone in the audience who may ask to come on stage. */
export const asViewer: ScenarioOptions = { caps: ['subscribe:*', 'chat:send', 'cohost:request'] };
export const asModerator: ScenarioOptions = { caps: ['subscribe:*', 'chat:send', 'chat:moderate'] };
/** Nobody has joined yet. */
export const outside: ScenarioOptions = { state: 'IDLE' };

/** Changes one tile, by its place on stage. */
export function changeTile({ scenario: { stores } }: Scene, index: number, change: Partial<Tile>): void {
  stores.stage.$tiles.set(stores.stage.$tiles.get().map((tile, at) => (at === index ? { ...tile, ...change } : tile)));
}

/** Someone shares their screen. */
export function shareScreen({ scenario: { stores }, pictures }: Scene): void {
  const [host] = stores.stage.$tiles.get();
  if (host) stores.stage.$tiles.set([...stores.stage.$tiles.get(), { ...host, key: `${host.peerId}:screen`, source: 'screen', stream: pictures.screen(), hasVideo: true, mirrored: false }]);
}

export function changeRoom({ scenario: { stores: { session } } }: Scene, change: Partial<NonNullable<ReturnType<typeof session.$room.get>>>): void {
  const room = session.$room.get();
  if (room) session.$room.set({ ...room, ...change });
}

export function changeSelf({ scenario: { stores: { session } } }: Scene, change: Partial<NonNullable<ReturnType<typeof session.$self.get>>>): void {
  const self = session.$self.get();
  if (self) session.$self.set({ ...self, ...change });
}

/** A call between two. */
export const isCall = (scene: Scene): void => changeRoom(scene, { roomType: '1v1', maxBroadcasters: 2 });

const waitMs = 30_000;

/** A host asks whoever looks to come on stage. */
export function invitation(scene: Scene, goneMs = 4000): InviteInfo {
  const now = Date.now();
  const self = scene.scenario.stores.session.$self.get();
  return { inviteId: 'invite-1', kind: 'invite', fromPeer: 'host-0', fromName: 'Ada', peerId: self?.peerId ?? 'web-0', displayName: self?.displayName ?? 'Bo', openedAt: now - goneMs, expiresAt: now - goneMs + waitMs };
}

/** Viewers ask to come on stage. */
export function requests(scene: Scene, count = 1): readonly InviteInfo[] {
  const now = Date.now();
  return scene.scenario.stores.peers.$viewers.get().slice(1, 1 + count).map(({ peerId, displayName }, index) => ({
    inviteId: `request-${index}`, kind: 'request', fromPeer: peerId, fromName: displayName, peerId, displayName, openedAt: now - 6000 + index * 2000, expiresAt: now + 24_000 + index * 2000,
  }));
}

export const wait = (scene: Scene, ...invites: readonly InviteInfo[]): void => scene.scenario.stores.invites.applySnapshot(invites);

/** The stream is over. */
export function finish({ scenario: { stores: { session } } }: Scene, reason: StreamSummary['reason'] = 'ended'): void {
  session.$summary.set({ reason, durationSec: 4327, peakViewers: 1284, endedAt: Date.now() });
  session.$state.set('IDLE');
}

/** Something keeps whoever looks out of the room. */
export function fail({ scenario: { stores: { session } } }: Scene, code: LiveErrorCode, retryAfterMs?: number): void {
  session.$error.set(new LiveError(code, retryAfterMs === undefined ? {} : { retryAfterMs }));
  session.$state.set('IDLE');
}

export function reconnect({ scenario: { stores } }: Scene, attempt = 1): void {
  stores.connection.$connection.set({ status: 'reconnecting', path: 'sfu', attempt, retryInMs: 4000 });
}

/** How the connection of whoever looks is. */
export function connection({ scenario: { stores } }: Scene, band: Band, cause: QualityCause | null): void {
  const bad = band === 'poor' || band === 'lost';
  const down = { rttMs: bad ? 480 : 62, jitterMs: 9, loss: bad ? 0.11 : 0.004, bitrate: bad ? 240_000 : 2_400_000, cpu: 0, broken: band === 'lost', height: bad ? 180 : 720, framesPerSecond: bad ? 12 : 30 };
  stores.quality.$network.set({ band, tier: tierOf[band], cause, up: null, down: band, stats: { up: null, down } });
}

export function networkTest({ scenario: { stores: { networkTest: store } } }: Scene, verdict: NetworkVerdict, cause: NetworkCause, message = ''): void {
  const blocked = verdict === 'blocked';
  store.$test.set({
    status: 'done', steps: { socket: cause === 'server-unreachable' ? 'failed' : 'ok', udp: cause === 'none' ? 'ok' : 'failed', tcp: blocked ? 'failed' : 'ok', turn: 'untested', uplink: blocked ? 'untested' : 'ok' },
    result: { verdict, cause, message, rttMs: blocked ? null : 38, udp: cause === 'none', tcp: !blocked, turn: null, uplinkKbps: blocked ? null : verdict === 'good' ? 6400 : 620 },
  });
}
