import type { Role } from '../../core/wire/signal/claims.ts';
import { signalErrors, type SignalErrorCode } from '../../core/wire/signal/errors.ts';
import { limits, patience } from '../../core/wire/signal/limits.ts';
import { parseRequest, rates } from '../../core/wire/signal/messages.ts';
import type { Request, RequestType } from '../../core/wire/signal/requests.ts';
import { can, isWriting } from '../auth/grants.ts';
import { createBucket, type Bucket } from '../auth/token-bucket.ts';
import { Moved } from '../rooms/moved.ts';
import type { RoomPeer } from '../rooms/room-peer.ts';
import { SignalError } from '../signal-error.ts';
import { auditOf } from './audit.ts';
import type { Handler, SignalServices } from './handler.ts';
import { handlers } from './handlers.ts';
import { join, sessionEnd } from './join.ts';
import { encode } from './frame.ts';
import type { Outlet } from './outlet.ts';

/** What a page that works never causes; the other refusals may happen to the best. */
const mistakes: ReadonlySet<SignalErrorCode> = new Set(['bad-message', 'unknown-type', 'too-large', 'not-allowed', 'not-joined', 'already-joined']);

/** A failed `Join` closes the socket, unless the same page may mend it at once. */
const mendable: ReadonlySet<SignalErrorCode> = new Set(['bad-message', 'rate-limited', 'resume-failed', 'already-joined']);

/** Why a peer may not ask this, whatever is in the request. A muted viewer may not write; a broadcaster's mute is about being heard. */
function refusalOf({ grants, muted, onStage }: RoomPeer, type: RequestType): SignalErrorCode | undefined {
  if (!can(grants, type)) return 'not-allowed';
  return muted && !onStage && isWriting(type) ? 'muted' : undefined;
}

type PeerOutlet = Outlet & { readonly isOpen: boolean; shut(code: SignalErrorCode): void };

/** One socket's requests: bytes → size → schema → rate → permission → handler. */
export class SignalPeer {
  readonly #services: SignalServices;
  readonly #outlet: PeerOutlet;
  /** A keyed hash of where the page is. */
  readonly #address: string | undefined;
  readonly #buckets = new Map<RequestType, Bucket>();
  readonly #mistakes: Bucket;
  readonly #floods: Bucket;
  #cancelTimer: () => void;
  #joining = false;
  #peer: RoomPeer | undefined;
  /** Its role when it joined; it may have another by the time it goes. */
  #countedAs: Role = 'viewer';

  constructor(services: SignalServices, outlet: PeerOutlet, address?: string) {
    this.#services = services;
    this.#outlet = outlet;
    this.#address = address;
    this.#mistakes = createBucket(patience.mistakes, services.clock);
    this.#floods = createBucket(patience.floods, services.clock);
    this.#cancelTimer = services.clock.after(limits.joinMs, () => outlet.close('join-timeout'));
  }

  /** Takes one frame. Never throws, never rejects. */
  async received(data: Buffer, isBinary: boolean): Promise<void> {
    if (!this.#outlet.isOpen) return;
    if (isBinary) return this.#refuse('bad-message');
    if (data.length > limits.frameBytes) return this.#refuse('too-large');
    const parsed = parseRequest(data.toString());
    if (!parsed.ok) {
      if (parsed.code === 'unknown-type') this.#services.metrics.unknownMessages.inc();
      return this.#refuse(parsed.code, parsed.id);
    }
    const request = parsed.message;
    const retryAfterMs = this.#bucket(request.type).take();
    if (retryAfterMs > 0) return this.#flooded(request, retryAfterMs);
    if (request.type === 'Join') await this.#join(request);
    else await this.#answer(request);
  }

  /** The socket is gone; `properly` when the page closed it itself. */
  closed(properly: boolean): void {
    this.#cancelTimer();
    const peer = this.#peer;
    if (!peer) return;
    this.#services.metrics.peers.dec({ role: this.#countedAs });
    if (peer.outlet === this.#outlet) peer.room.cut(peer, { properly });
  }

  async #join(request: Extract<Request, { type: 'Join' }>): Promise<void> {
    if (this.#peer || this.#joining) return this.#refuse('already-joined', request.id);
    this.#joining = true;
    try {
      const peer = await join(this.#services, this.#outlet, request, this.#address);
      if (!peer) return;
      this.#peer = peer;
      this.#countedAs = peer.role;
      this.#services.metrics.peers.inc({ role: peer.role });
      this.#cancelTimer();
      const { clock } = this.#services;
      this.#cancelTimer = clock.after(Math.max(0, sessionEnd(peer, this.#services) - clock.now()), () => this.#outlet.close('session-over'));
    } catch (error) {
      if (error instanceof Moved) this.#outlet.send(encode({ type: 'Moved', re: request.id, url: error.url }));
      const code = error instanceof Moved ? error.code : this.#failed(error, request.id);
      if (!mendable.has(code)) this.#outlet.shut(code);
    } finally {
      this.#joining = false;
    }
  }

  async #answer(request: Exclude<Request, { type: 'Join' }>): Promise<void> {
    const peer = this.#peer;
    if (!peer || peer.outlet !== this.#outlet) return this.#refuse('not-joined', request.id);
    this.#services.rooms.sessions.confirm(peer);
    const audit = auditOf(peer, request);
    const refusal = refusalOf(peer, request.type);
    if (refusal) {
      audit.refused(refusal);
      return this.#refuse(refusal, request.id);
    }
    if (peer.room.ended && request.type !== 'Leave') return this.#refuse('room-ended', request.id);
    const actions: (() => void)[] = [];
    try {
      const handler = handlers[request.type] as Handler<typeof request.type>;
      const reply = await handler({ peer, services: this.#services, after: (action) => void actions.push(action) }, request);
      this.#outlet.send(encode({ ...reply, re: request.id }));
      audit.done();
      for (const action of actions) action();
    } catch (error) {
      audit.refused(this.#failed(error, request.id));
    }
  }

  /** One who does not stop is cut off, and the host can read of it. */
  #flooded(request: Request, retryAfterMs: number): void {
    this.#refuse('rate-limited', request.id, retryAfterMs);
    if (!this.#outlet.isOpen && this.#peer) auditOf(this.#peer, request).flooded();
  }

  /** What went wrong inside the server stays in its log. */
  #failed(error: unknown, id: number): SignalErrorCode {
    const known = error instanceof SignalError;
    if (!known) this.#services.logger.error({ err: error }, 'a request failed');
    else if (error.cause !== undefined) this.#services.logger.debug({ code: error.code, cause: error.cause }, 'a request was refused');
    const code = known ? error.code : 'internal';
    this.#refuse(code, id, known ? error.retryAfterMs : undefined);
    return code;
  }

  #refuse(code: SignalErrorCode, id?: number, retryAfterMs?: number): void {
    this.#services.metrics.errors.inc({ code });
    this.#outlet.send(encode({ type: 'Error', ...(id === undefined ? {} : { re: id }), code, message: signalErrors[code].message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }));
    const patienceLost = code === 'rate-limited' ? this.#floods.take() : mistakes.has(code) ? this.#mistakes.take() : 0;
    if (patienceLost > 0) this.#outlet.shut(code === 'rate-limited' ? code : 'bad-message');
  }

  /** A place keeps its buckets over its sockets, so that reconnecting earns nothing. */
  #bucket(type: RequestType): Bucket {
    const buckets = this.#peer?.buckets ?? this.#buckets;
    let bucket = buckets.get(type);
    if (!bucket) {
      bucket = createBucket(rates[type], this.#services.clock);
      buckets.set(type, bucket);
    }
    return bucket;
  }
}
