import type { NumberedEvent } from '../wire/signal/events.ts';
import type { Reply, Self, Snapshot } from '../wire/signal/replies.ts';
import type { Request, RequestOf } from '../wire/signal/requests.ts';
import type { BroadcasterInfo, Channel, ChatMessage } from '../wire/signal/shapes.ts';

type Body<Message> = Message extends unknown ? Omit<Message, 're'> : never;

/** 2026-01-01T12:00Z, where fake clocks start. */
const start = Date.UTC(2026, 0, 1, 12);

const media = { transportId: 'transport-1', iceParameters: {}, iceCandidates: [], dtlsParameters: {} };

/** The one room of a fake server: what a `Welcome` shows, and what was missed. Write to it to set a scene. */
export class FakeRoom {
  self: Self = { peerId: 'web-me', role: 'viewer', displayName: 'Me', isOriginalHost: false, hostPeerId: 'host-1', caps: ['subscribe:*', 'chat:send'] };
  snapshot: Snapshot = {
    room: { roomId: 'room-1', roomType: 'live', title: 'Evening', category: 'Music', status: 'live', startedAt: start - 60_000, maxBroadcasters: 4, hostPeerId: 'host-1' },
    broadcasters: [this.broadcaster('host-1')],
    audience: { audienceId: 'audience-1', hostPeerId: 'host-1', viewerCount: 1, viewers: [] },
    chat: [],
  };
  /** Whether transports outlive a cut. */
  mediaKept = true;
  /** Whether missed events are still there; else a resume gets a snapshot. */
  canReplay = true;
  resumeToken = 'resume-1';
  readonly #events: NumberedEvent[] = [];
  readonly #posted = new Map<string, ChatMessage>();
  #joins = 0;

  /** A broadcaster with camera and microphone. */
  broadcaster(peerId: string, change: Partial<BroadcasterInfo> = {}): BroadcasterInfo {
    return {
      peerId, displayName: `Name of ${peerId}`, role: 'host', joinedAt: start - 60_000, isOriginalHost: peerId === 'host-1', paused: false,
      producers: [{ producerId: `${peerId}-camera`, source: 'camera', paused: false }, { producerId: `${peerId}-mic`, source: 'mic', paused: false }],
      ...change,
    };
  }

  /** Makes whoever joins the original host. */
  asHost(): void {
    this.self = { peerId: 'host-1', role: 'host', displayName: 'Host', isOriginalHost: true, hostPeerId: 'host-1', caps: ['publish:camera', 'publish:mic', 'subscribe:*', 'chat:send', 'room:end'] };
  }

  number(channel: Channel, event: object): NumberedEvent {
    const numbered = { ...event, channel, seq: this.#last(channel) + 1 } as NumberedEvent;
    this.#events.push(numbered);
    return numbered;
  }

  /** Every line that was taken. */
  get chat(): readonly ChatMessage[] {
    return [...this.#posted.values()];
  }

  reply(request: Request): Body<Reply> {
    switch (request.type) {
      case 'Join': return this.#welcome(request);
      case 'ChatSend': return { type: 'ChatAccepted', message: this.#post(request) };
      case 'OpenTransport': return { type: 'TransportOpened', transport: media };
      case 'InviteCohost':
      case 'RequestCohost': return { type: 'CohostInviteOpened', inviteId: 'invite-1', expiresAt: start + 35_000 };
      case 'AuditLog': return { type: 'AuditLines', lines: [], banned: [] };
      case 'WhoAmI': return this.#identity();
      case 'RestartIce': return { type: 'IceRestarted', iceParameters: {} };
      case 'Produce': return { type: 'Produced', producerId: `mine-${request.source}` };
      case 'Consume': return { type: 'Consumed', consumers: [] };
      default: return { type: 'Done' };
    }
  }

  /** What follows an answer: missed events, a new line, the end. */
  after(request: Request): readonly NumberedEvent[] {
    if (request.type === 'Join' && request.resume && this.canReplay) {
      const { seen } = request.resume;
      return this.#events.filter((event) => event.seq > seen[event.channel]);
    }
    const posted = request.type === 'ChatSend' ? this.#posted.get(request.clientId) : undefined;
    if (posted) {
      const { clientId: _, ...message } = posted;
      const known = this.#events.some((event) => event.type === 'ChatPosted' && event.message.id === message.id);
      return known ? [] : [this.number('audience', { type: 'ChatPosted', message })];
    }
    return request.type === 'EndRoom' ? [this.number('room', { type: 'RoomEnded', summary: { reason: 'ended', durationSec: 60, peakViewers: 3, endedAt: start } })] : [];
  }

  #welcome(request: RequestOf<'Join'>): Body<Extract<Reply, { type: 'Welcome' }>> {
    this.#joins += 1;
    this.resumeToken = `resume-${this.#joins}`;
    const resumed = request.resume !== undefined;
    return {
      type: 'Welcome', serverNow: start + 5000, node: 'node-1', self: this.self, resumeToken: this.resumeToken,
      channels: { room: this.#last('room'), audience: this.#last('audience'), self: this.#last('self') },
      ...(resumed && this.canReplay ? {} : { snapshot: { ...this.snapshot, chat: this.chat.length ? [...this.chat] : this.snapshot.chat } }),
      media: { rtpCapabilities: {}, kept: resumed && this.mediaKept, iceServers: [] },
      limits: { chatText: 500, resumeMs: 30_000 },
    };
  }

  #identity(): Body<Extract<Reply, { type: 'Identity' }>> {
    const { peerId, role, isOriginalHost, caps, muted = false } = this.self;
    const limits = { maxQuality: 'high', chatText: 500, slowModeSec: 0, sessionEndsAt: start + 12 * 3_600_000 } as const;
    return { type: 'Identity', peerId, role, isOriginalHost, muted, caps: caps.map((cap) => ({ cap, from: 'role' })), limits };
  }

  #post({ clientId, text }: RequestOf<'ChatSend'>): ChatMessage {
    const { peerId, role, displayName } = this.self;
    const message = this.#posted.get(clientId) ?? { id: `line-${this.#posted.size + 1}`, clientId, from: peerId, role, displayName, text, sentAt: start + 6000 };
    this.#posted.set(clientId, message);
    return message;
  }

  #last(channel: Channel): number {
    return this.#events.findLast((event) => event.channel === channel)?.seq ?? 0;
  }
}
