import { limits } from '../../core/wire/signal/limits.ts';
import type { InviteInfo } from '../../core/wire/signal/shapes.ts';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import { SignalError } from '../signal-error.ts';

export interface InvitesOptions {
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'uuid'>;
  /** Nobody answered in time. */
  readonly expired: (invite: InviteInfo) => void;
}

/** How many that are over are remembered, so that a late answer is told why it came to nothing. */
const remembered = 256;

/** One room's invitations and requests to come on stage: one per viewer, oldest first, each good for `limits.inviteMs`. */
export class Invites {
  readonly #options: InvitesOptions;
  readonly #open = new Map<string, { readonly invite: InviteInfo; readonly cancelTimer: () => void }>();
  readonly #over = new Map<string, 'invite-expired' | 'invite-settled'>();

  constructor(options: InvitesOptions) {
    this.#options = options;
  }

  /** What waits for an answer. */
  get waiting(): readonly InviteInfo[] {
    return [...this.#open.values()].map(({ invite }) => invite);
  }

  /** Seats promised to those who were invited. */
  get seats(): number {
    return this.waiting.filter(({ kind }) => kind === 'invite').length;
  }

  /** Throws `invite-pending` when one waits for this viewer already, `limit-reached` when too many do for others. */
  open(wish: Omit<InviteInfo, 'inviteId' | 'openedAt' | 'expiresAt'>): InviteInfo {
    if (this.waiting.some(({ peerId }) => peerId === wish.peerId)) throw new SignalError('invite-pending');
    if (this.#open.size >= limits.openInvites) throw new SignalError('limit-reached');
    const { clock, ids, expired } = this.#options;
    const openedAt = clock.now();
    const invite: InviteInfo = { ...wish, inviteId: ids.uuid(), openedAt, expiresAt: openedAt + limits.inviteMs };
    const cancelTimer = clock.after(limits.inviteMs, () => {
      this.#end(invite.inviteId, 'invite-expired');
      expired(invite);
    });
    this.#open.set(invite.inviteId, { invite, cancelTimer });
    return invite;
  }

  /** The one that waits under this id. Throws `invite-expired`, `invite-settled` or `not-found`. */
  find(inviteId: string): InviteInfo {
    const waiting = this.#open.get(inviteId);
    if (!waiting) throw new SignalError(this.#over.get(inviteId) ?? 'not-found');
    return waiting.invite;
  }

  /** It has its answer. */
  settle({ inviteId }: InviteInfo): void {
    this.#end(inviteId, 'invite-settled');
  }

  close(): void {
    for (const { cancelTimer } of this.#open.values()) cancelTimer();
    this.#open.clear();
  }

  #end(inviteId: string, how: 'invite-expired' | 'invite-settled'): void {
    this.#open.get(inviteId)?.cancelTimer();
    this.#open.delete(inviteId);
    this.#over.set(inviteId, how);
    const [oldest] = this.#over.keys();
    if (oldest !== undefined && this.#over.size > remembered) this.#over.delete(oldest);
  }
}
