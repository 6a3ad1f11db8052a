import { atom, type ReadableAtom } from 'nanostores';
import { LiveError, type LiveErrorCode } from '../errors.ts';
import type { DevicesStore } from '../stores/devices.ts';
import type { LocalSources, MediaKit } from './port.ts';

/** Text wants sharp pictures more than many; a film still moves. */
const video: MediaTrackConstraints = { frameRate: { ideal: 15, max: 30 } };

/** What `getDisplayMedia` rejects with (W3C Screen Capture §5.1). */
function problemOf(error: unknown): LiveErrorCode {
  return (error as { name?: unknown } | null)?.name === 'NotAllowedError' ? 'screen-refused' : 'screen-failed';
}

/** The screen, window or tab that I share, with its sound where there is any: one at a time. */
export class LocalScreen {
  readonly #kit: Pick<MediaKit, 'devices'>;
  readonly #store: DevicesStore;
  readonly #sources = atom<LocalSources>({});
  #stream: MediaStream | undefined;
  #asking: Promise<MediaStream> | undefined;

  constructor(kit: Pick<MediaKit, 'devices'>, store: DevicesStore) {
    this.#kit = kit;
    this.#store = store;
  }

  /** What to publish of it now. */
  get $sources(): ReadableAtom<LocalSources> {
    return this.#sources;
  }

  /** Asks what to share; nothing changes when something is shared already. Rejects with `screen-refused`, `screen-failed` or `screen-unsupported`. */
  async start(): Promise<void> {
    if (this.#stream || this.#asking) return;
    const asking = this.#ask();
    this.#asking = asking;
    const stream = await asking.catch((error: unknown) => {
      this.#forget(asking);
      throw new LiveError(problemOf(error), { cause: error });
    });
    // Stopped while the browser was still asking.
    if (!this.#forget(asking)) return end(stream);
    this.#stream = stream;
    const [picture = null] = stream.getVideoTracks();
    const [sound] = stream.getAudioTracks();
    // The browser's own "stop sharing".
    picture?.addEventListener('ended', () => this.stop(), { once: true });
    if (picture) picture.contentHint = 'detail';
    this.#store.applyLocal({ screen: stream });
    this.#sources.set({ screen: { track: picture, paused: false }, ...(sound && { screenAudio: { track: sound, paused: false } }) });
  }

  stop(): void {
    this.#asking = undefined;
    const stream = this.#stream;
    this.#stream = undefined;
    if (!stream) return;
    end(stream);
    this.#sources.set({});
    this.#store.applyLocal({ screen: null });
  }

  #ask(): Promise<MediaStream> {
    const { devices } = this.#kit;
    if (typeof devices?.getDisplayMedia !== 'function') throw new LiveError('screen-unsupported');
    return devices.getDisplayMedia({ video, audio: true });
  }

  /** Whether this asking was still the one that counts. */
  #forget(asking: Promise<MediaStream>): boolean {
    const counts = this.#asking === asking;
    if (counts) this.#asking = undefined;
    return counts;
  }
}

function end(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
