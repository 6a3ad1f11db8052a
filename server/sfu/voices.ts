import type { ActiveSpeakerObserver, AudioLevelObserver, Producer, Router } from 'mediasoup/types';
import type { Clock } from '../clock.ts';

export interface VoicesOptions {
  readonly clock: Clock;
  readonly ownerOf: (producerId: string) => string | undefined;
  /** The one to look at; nobody after a while of silence. */
  readonly activeSpeaker: (peerId: string | null) => void;
  /** Everyone who can be heard, in the order they began. */
  readonly speaking: (peerIds: readonly string[]) => void;
}

/** How often mediasoup compares voices, ms. */
const dominantMs = 300;
const levelsMs = 250;
/** Breathing and keyboards are quieter, in dBov. */
const threshold = -55;
const mostAtOnce = 8;
/** People pause between words: they speak on until this long, ms, after they were last heard. */
const holdMs = 700;
/** After this long without a voice, ms, nobody is the speaker any more. */
const silenceMs = 3000;

/** Listens to the microphones of one router: who speaks, and whom to look at. */
export class Voices {
  readonly #options: VoicesOptions;
  readonly #dominant: ActiveSpeakerObserver;
  readonly #levels: AudioLevelObserver;
  /** By peer: stops the hold. In the order they were heard. */
  readonly #heard = new Map<string, () => void>();
  #speaker: string | null = null;
  #stopSilence: () => void = () => {};

  private constructor(options: VoicesOptions, dominant: ActiveSpeakerObserver, levels: AudioLevelObserver) {
    this.#options = options;
    this.#dominant = dominant;
    this.#levels = levels;
    dominant.on('dominantspeaker', ({ producer }) => this.#speak(options.ownerOf(producer.id) ?? null));
    levels.on('volumes', (volumes) => this.#hear(volumes.map(({ producer }) => options.ownerOf(producer.id)).filter((peerId) => peerId !== undefined)));
    dominant.observer.once('close', () => this.close());
  }

  static async open(router: Router, options: VoicesOptions): Promise<Voices> {
    const [dominant, levels] = await Promise.all([
      router.createActiveSpeakerObserver({ interval: dominantMs }),
      router.createAudioLevelObserver({ interval: levelsMs, threshold, maxEntries: mostAtOnce }),
    ]);
    return new Voices(options, dominant, levels);
  }

  async add(producer: Producer): Promise<void> {
    await Promise.all([this.#dominant.addProducer({ producerId: producer.id }), this.#levels.addProducer({ producerId: producer.id })]);
  }

  /** Their microphone is gone. */
  forget(peerId: string): void {
    if (this.#speaker === peerId) this.#speak(null);
    this.#fellSilent(peerId);
  }

  close(): void {
    this.#stopSilence();
    for (const stop of this.#heard.values()) stop();
    this.#heard.clear();
  }

  #hear(peerIds: readonly string[]): void {
    const { clock, speaking } = this.#options;
    const before = this.#heard.size;
    for (const peerId of peerIds) {
      this.#heard.get(peerId)?.();
      this.#heard.set(peerId, clock.after(holdMs, () => this.#fellSilent(peerId)));
    }
    if (this.#heard.size !== before) speaking([...this.#heard.keys()]);
    const [loudest] = peerIds;
    if (loudest === undefined) return;
    // The observer of the dominant speaker says nothing when the same one speaks again after a silence.
    if (this.#speaker === null && before === 0) this.#speak(loudest);
    this.#awaitSilence();
  }

  #awaitSilence(): void {
    this.#stopSilence();
    this.#stopSilence = this.#options.clock.after(silenceMs, () => this.#speak(null));
  }

  #fellSilent(peerId: string): void {
    const stop = this.#heard.get(peerId);
    if (!stop) return;
    stop();
    this.#heard.delete(peerId);
    this.#options.speaking([...this.#heard.keys()]);
  }

  #speak(peerId: string | null): void {
    if (this.#speaker === peerId) return;
    this.#speaker = peerId;
    if (peerId !== null) this.#awaitSilence();
    this.#options.activeSpeaker(peerId);
  }
}
