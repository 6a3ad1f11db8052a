import { FakeTrack } from '../../../../core/testing/fake-tracks.ts';

interface Sender { track: MediaStreamTrack | null; encoding: Record<string, unknown>; replaceTrack(track: MediaStreamTrack | null): Promise<void>; getParameters(): object; setParameters(parameters: { encodings: Record<string, unknown>[] }): Promise<void> }

export interface FakeLine { readonly kind: 'audio' | 'video'; direction: string; readonly sender: Sender; readonly receiver: { readonly track: FakeTrack } }

const createLine = (kind: 'audio' | 'video'): FakeLine => {
  const sender: Sender = {
    track: null,
    encoding: {},
    async replaceTrack(track) { sender.track = track; },
    getParameters: () => ({ encodings: [sender.encoding] }),
    async setParameters({ encodings: [encoding = {}] }) { sender.encoding = encoding; },
  };
  return { kind, direction: 'sendrecv', sender, receiver: { track: new FakeTrack(kind) } };
};

/** The lines of a description, and a number that each new one raises, as its text. */
const describe = (kinds: readonly string[], version: number, ice: number): string => `v=${version} ice=${ice} ${kinds.join(',')}`;
const kindsIn = (sdp: string): ('audio' | 'video')[] => sdp.split(' ')[2]!.split(',') as ('audio' | 'video')[];

/** An `RTCPeerConnection` that negotiates by the rules and carries nothing; its state is the test's to set. */
export class FakeConnection extends EventTarget {
  readonly configuration: RTCConfiguration;
  readonly lines: FakeLine[] = [];
  readonly candidates: object[] = [];
  signalingState = 'stable';
  connectionState = 'new';
  localDescription: { type: string; sdp: string } | null = null;
  remoteDescription: { type: string; sdp: string } | null = null;
  /** How often ICE was asked to start again. */
  restarts = 0;
  #version = 0;

  constructor(configuration: RTCConfiguration) {
    super();
    this.configuration = configuration;
  }

  addTransceiver(kind: 'audio' | 'video'): void {
    this.lines.push(createLine(kind));
  }

  getTransceivers(): FakeLine[] {
    return this.lines;
  }

  restartIce(): void {
    this.restarts += 1;
  }

  async createOffer(): Promise<{ type: string; sdp: string }> {
    return { type: 'offer', sdp: describe(this.lines.map(({ kind }) => kind), this.#version += 1, this.restarts) };
  }

  async createAnswer(): Promise<{ type: string; sdp: string }> {
    if (this.signalingState !== 'have-remote-offer') throw new DOMException('there is no offer', 'InvalidStateError');
    return { type: 'answer', sdp: describe(this.lines.map(({ kind }) => kind), this.#version += 1, this.restarts) };
  }

  async setLocalDescription(description: { type: string; sdp: string }): Promise<void> {
    this.localDescription = description;
    this.signalingState = description.type === 'offer' ? 'have-local-offer' : 'stable';
    this.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate: { candidate: `candidate of ${description.sdp}`, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'u' } }));
  }

  async setRemoteDescription(description: { type: string; sdp: string }): Promise<void> {
    if (description.type === 'offer' && this.signalingState === 'have-local-offer') throw new DOMException('two offers met', 'InvalidStateError');
    if (description.type === 'offer' && this.lines.length === 0) this.lines.push(...kindsIn(description.sdp).map(createLine));
    this.remoteDescription = description;
    this.signalingState = description.type === 'offer' ? 'have-remote-offer' : 'stable';
  }

  async addIceCandidate(candidate: object): Promise<void> {
    if (!this.remoteDescription) throw new DOMException('no description yet', 'InvalidStateError');
    this.candidates.push(candidate);
  }

  async getStats(): Promise<Map<string, object>> {
    return new Map();
  }

  become(state: string): void {
    this.connectionState = state;
    this.dispatchEvent(new Event('connectionstatechange'));
  }

  close(): void {
    this.connectionState = 'closed';
  }
}
