import type { BroadcastOptions, ViewerOptions } from '../command.ts';
import { LiveError } from '../errors.ts';
import { loadSession } from '../load-session.ts';
import { fetchRouterCapabilities } from '../router-capabilities.ts';
import type { TokenRequest } from '../tokens.ts';
import type { Role } from '../wire/signal/claims.ts';
import { SlotCalls } from './slots.ts';

export interface PeerIdentity { readonly peerId: string; readonly displayName: string; readonly avatarUrl: string | undefined; readonly role: Role }

/** Starting, joining, ending and leaving. */
export abstract class SessionCalls extends SlotCalls {
  /** Everyone known of: those on stage, and the listed viewers of my audience. */
  getPeerIdentities(): readonly PeerIdentity[] {
    return [...this.parts.stores.peers.$byId.get().values()].map(({ peerId, displayName, avatarUrl, role }) => ({ peerId, displayName, avatarUrl, role }));
  }

  /** Asks for camera and microphone ahead of the start; repeatable. Rejects when neither can be had. */
  async preloadCamera(): Promise<void> {
    this.parts.runner.life.guard('preloadCamera');
    await this.parts.devices.acquire();
  }

  /** Fetches what a start needs ahead of it, the media engine above all, and gets it ready for this server. */
  async prefetchMedia(): Promise<void> {
    const { media, fetch } = this.parts.deps;
    await Promise.all([loadSession(), media.prefetch(() => fetchRouterCapabilities(this.parts.runner.server, fetch))]);
  }

  /** Goes live: in a new room, or in `roomId`. Resolves when the server has my media. */
  async startBroadcast({ token, ...request }: BroadcastOptions = {}): Promise<void> {
    await this.parts.runner.start('startBroadcast', { request: this.#identified('host', request), token, publishes: true });
  }

  /** Joins the stage of a live room. */
  async joinAsCoBroadcaster(roomId: string, token: string, options: { displayName?: string; avatarUrl?: string } = {}): Promise<void> {
    await this.parts.runner.start('joinAsCoBroadcaster', { request: this.#identified('cohost', { roomId, ...options }), token, publishes: true });
  }

  /**
   * Joins the audience. Resolves once joined, also before the host has come: `room.status` is then
   * `waiting`, and pictures arrive by themselves.
   */
  async joinAsViewer(roomId: string, { token, ...options }: ViewerOptions = {}): Promise<void> {
    await this.parts.runner.start('joinAsViewer', { request: this.#identified('viewer', { roomId, ...options }), token, publishes: false });
  }

  /** Ends the stream for everyone; a cohost, who may not, leaves the stage. Cancels a start. */
  async endBroadcast(): Promise<void> {
    this.parts.runner.life.guard('endBroadcast');
    if (this.state === 'ACTIVE' && this.role === 'viewer') throw new LiveError('not-allowed');
    const mayEnd = this.parts.stores.session.$self.get()?.caps.includes('room:end');
    await this.parts.runner.stop('endBroadcast', (session) => (mayEnd ? session.endRoom() : session.leave()));
  }

  /** Leaves for good, without the window in which one could come back. Cancels a start. */
  async leaveStream(): Promise<void> {
    await this.parts.runner.stop('leaveStream', (session) => session.leave());
  }

  #identified(purpose: TokenRequest['purpose'], request: Omit<TokenRequest, 'purpose'>): TokenRequest {
    const { displayName, avatarUrl } = this.parts.options;
    return { purpose, ...(displayName !== undefined && { displayName }), ...(avatarUrl !== undefined && { avatarUrl }), ...request };
  }
}
