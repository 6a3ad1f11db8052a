import { createSerial } from '../serial.ts';
import type { MeshSignal } from '../wire/signal/mesh.ts';
import type { Source } from '../wire/signal/shapes.ts';
import { feedLines, meshLines, type Outgoing } from './mesh-lines.ts';
import { tileSource } from './remote-streams.ts';

type Description = Extract<MeshSignal, { kind: 'description' }>['description'];
type Candidate = Extract<MeshSignal, { kind: 'candidate' }>['candidate'];

export interface MeshPeerOptions {
  /** Names this connection to both pages. */
  readonly connection: string;
  readonly pc: RTCPeerConnection;
  createStream(): MediaStream;
  signal(signal: MeshSignal): void;
  /** The other page cannot be understood: this connection is of no use. */
  broken(error: unknown): void;
}

const fitsLines = (transceivers: readonly RTCRtpTransceiver[]): boolean =>
  transceivers.length === meshLines.length && meshLines.every(({ kind }, index) => transceivers[index]?.receiver.track.kind === kind);

/** One connection to one other page. The same page makes every offer of it, so that offers never meet. */
export class MeshPeer {
  readonly connection: string;
  readonly pc: RTCPeerConnection;
  readonly #options: MeshPeerOptions;
  readonly #turn = createSerial();
  #outgoing: Outgoing = { sources: {}, suspended: false, relief: 0, wanted: new Map() };
  #heardOffer = '';
  /** Candidates that wait for their description to go first. */
  #held: MeshSignal[] | undefined;
  #answered = false;
  #closed = false;

  constructor(options: MeshPeerOptions) {
    this.#options = options;
    this.connection = options.connection;
    this.pc = options.pc;
    this.pc.addEventListener('icecandidate', this.#found);
  }

  get connected(): boolean {
    return this.pc.connectionState === 'connected';
  }

  /** Whether the other page has ever answered: it has this connection then. */
  get answered(): boolean {
    return this.#answered;
  }

  /** The track that comes by this source's line; silent or black until something is sent. */
  track(source: Source): MediaStreamTrack | undefined {
    return this.pc.getTransceivers()[meshLines.findIndex((line) => line.source === source)]?.receiver.track;
  }

  /** Makes an offer: the first one, one for a new path, or, while there is no answer, the same again. */
  offer(): void {
    void this.#do(async () => {
      const { pc } = this;
      if (pc.signalingState === 'have-local-offer') return this.#describe();
      this.#held = [];
      if (pc.getTransceivers().length === 0) this.#open();
      else pc.restartIce();
      await pc.setLocalDescription(await pc.createOffer());
      this.#describe();
      await feedLines(pc.getTransceivers(), this.#outgoing);
    });
  }

  described(description: Description): void {
    void this.#do(() => (description.type === 'offer' ? this.#answer(description.sdp) : this.#accept(description.sdp)));
  }

  candidate(candidate: Candidate): void {
    // One that comes too late for its description is worth nothing, and does no harm.
    void this.#turn(async () => (this.#closed ? undefined : this.pc.addIceCandidate(candidate as RTCIceCandidateInit).catch(() => {})));
  }

  send(outgoing: Outgoing): Promise<void> {
    this.#outgoing = outgoing;
    return this.#do(() => feedLines(this.pc.getTransceivers(), this.#outgoing));
  }

  close(): void {
    this.#closed = true;
    this.pc.removeEventListener('icecandidate', this.#found);
    this.pc.close();
  }

  /** One stream per tile keeps lips and voice together. */
  #streams(): (source: Source) => MediaStream {
    const streams = { camera: this.#options.createStream(), screen: this.#options.createStream() };
    return (source) => streams[tileSource(source)];
  }

  #open(): void {
    const streamOf = this.#streams();
    for (const { source, kind } of meshLines) this.pc.addTransceiver(kind, { direction: 'sendrecv', streams: [streamOf(source)] });
  }

  async #answer(sdp: string): Promise<void> {
    const { pc } = this;
    // Asked for twice, sent twice.
    if (sdp === this.#heardOffer) return;
    this.#heardOffer = sdp;
    this.#held = [];
    const first = pc.getTransceivers().length === 0;
    await pc.setRemoteDescription({ type: 'offer', sdp });
    const transceivers = pc.getTransceivers();
    if (!fitsLines(transceivers)) throw new Error('The other page offers other lines.');
    if (first) this.#join(transceivers);
    await feedLines(transceivers, this.#outgoing);
    await pc.setLocalDescription(await pc.createAnswer());
    this.#describe();
  }

  #join(transceivers: readonly RTCRtpTransceiver[]): void {
    const streamOf = this.#streams();
    for (const [index, { source }] of meshLines.entries()) {
      const transceiver = transceivers[index]!;
      transceiver.direction = 'sendrecv';
      transceiver.sender.setStreams?.(streamOf(source));
    }
  }

  async #accept(sdp: string): Promise<void> {
    if (this.pc.signalingState !== 'have-local-offer') return;
    await this.pc.setRemoteDescription({ type: 'answer', sdp });
    this.#answered = true;
    await feedLines(this.pc.getTransceivers(), this.#outgoing);
  }

  #describe(): void {
    const { localDescription } = this.pc;
    if (!localDescription) return;
    this.#options.signal({ kind: 'description', connection: this.connection, description: { type: localDescription.type as Description['type'], sdp: localDescription.sdp } });
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const candidate of held) this.#options.signal(candidate);
  }

  readonly #found = ({ candidate }: RTCPeerConnectionIceEvent): void => {
    if (!candidate?.candidate) return;
    const { sdpMid, sdpMLineIndex, usernameFragment } = candidate;
    const signal: MeshSignal = { kind: 'candidate', connection: this.connection, candidate: { candidate: candidate.candidate, sdpMid, sdpMLineIndex, usernameFragment } };
    if (this.#held) this.#held.push(signal);
    else this.#options.signal(signal);
  };

  async #do(task: () => Promise<void> | void): Promise<void> {
    await this.#turn(async () => {
      if (this.#closed) return;
      try {
        await task();
      } catch (error) {
        if (!this.#closed) this.#options.broken(error);
      }
    });
  }
}
