import { LiveError } from '../errors.ts';
import type { AuditLog } from '../stores/moderation.ts';
import { fetchToken, type TokenGrant, type TokenRequest } from '../tokens.ts';
import type { ReplyOf } from '../wire/signal/replies.ts';
import { CohostCalls } from './cohost.ts';

/** Keeping order, and what I am trusted with. The server decides about each call; a refused one is in the room's audit log. */
export abstract class TrustCalls extends CohostCalls {
  /** Sends someone out; they may come back after a minute. Needs `chat:moderate`, like the next three. */
  async removePeer(peerId: string): Promise<void> {
    await this.parts.runner.session('removePeer').signal.request({ type: 'RemovePeer', peerId });
  }

  /** For good: in every tab, by every link, until `unbanPeer`. The original host bans from the room, others from their audience. */
  async banPeer(peerId: string): Promise<void> {
    await this.parts.runner.session('banPeer').signal.request({ type: 'BanPeer', peerId });
  }

  async unbanPeer(peerId: string): Promise<void> {
    await this.parts.runner.session('unbanPeer').signal.request({ type: 'UnbanPeer', peerId });
  }

  /** A muted viewer cannot write; a muted broadcaster cannot be heard, and cannot undo it. */
  async mutePeer(peerId: string, muted = true): Promise<void> {
    await this.parts.runner.session('mutePeer').signal.request({ type: 'MutePeer', peerId, muted });
  }

  /** Lets a viewer keep order in their audience. Hosts only. */
  async makeModerator(peerId: string, moderator = true): Promise<void> {
    await this.parts.runner.session('makeModerator').signal.request({ type: 'SetModerator', peerId, moderator });
  }

  /** Who did, or tried, what, newest first, and who is banned. Hosts only. */
  async auditLog(): Promise<AuditLog> {
    const { lines, banned } = await this.parts.runner.session('auditLog').signal.request({ type: 'AuditLog' });
    this.parts.stores.moderation.$log.set({ lines, banned });
    return { lines, banned };
  }

  /** What I may do here, where each capability comes from, and the limits I am under. */
  async whoami(): Promise<Omit<ReplyOf<'Identity'>, 'type' | 're'>> {
    const { type: _type, re: _re, ...identity } = await this.parts.runner.session('whoami').signal.request({ type: 'WhoAmI' });
    return identity;
  }

  /**
   * A token by the API key, for trying things out: whoever has the key can open rooms, so it belongs on a server, and so
   * do calls of this. Rejects with `key-missing` unless `orgKey` was given.
   */
  async issueToken(request: TokenRequest): Promise<TokenGrant> {
    const { options: { orgId, orgKey }, deps: { fetch }, runner } = this.parts;
    if (!orgKey) throw new LiveError('key-missing');
    return fetchToken({ server: runner.server, orgId, orgKey, fetch }, request);
  }
}
