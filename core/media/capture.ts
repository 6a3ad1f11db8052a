import { LiveError, type LiveErrorCode } from '../errors.ts';

export type CaptureKind = 'video' | 'audio';

/** By the names that `getUserMedia` rejects with (W3C Media Capture §10). */
const problems: Readonly<Record<string, 'missing' | 'refused' | 'busy'>> = {
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/** Why a camera or microphone could not be had, as one of our codes. */
export function problemOf(error: unknown, kind: CaptureKind): LiveErrorCode {
  const name = (error as { name?: unknown } | null)?.name;
  const problem = typeof name === 'string' && Object.hasOwn(problems, name) ? problems[name]! : 'busy';
  return `${kind === 'video' ? 'camera' : 'mic'}-${problem}`;
}

export interface Captured {
  readonly video: MediaStreamTrack | null;
  readonly audio: MediaStreamTrack | null;
  readonly cameraProblem: LiveErrorCode | null;
  readonly micProblem: LiveErrorCode | null;
}

export type Wanted = Readonly<Partial<Record<CaptureKind, MediaTrackConstraints>>>;

/** `navigator.mediaDevices`, or why there is none. */
export function requireDevices(devices: MediaDevices | undefined): MediaDevices {
  if (typeof devices?.getUserMedia === 'function') return devices;
  throw new LiveError('isSecureContext' in globalThis && !globalThis.isSecureContext ? 'insecure-page' : 'browser-unsupported');
}

async function captureOne(devices: MediaDevices, kind: CaptureKind, constraints: MediaTrackConstraints | undefined): Promise<{ track: MediaStreamTrack | null; problem: LiveErrorCode | null }> {
  if (!constraints) return { track: null, problem: null };
  try {
    const [track = null] = (await devices.getUserMedia({ [kind]: constraints })).getTracks();
    return { track, problem: null };
  } catch (error) {
    return { track: null, problem: problemOf(error, kind) };
  }
}

/**
 * Captures what is wanted: both at once (one question to the user), and where that fails, the sound and
 * then the picture by themselves. Rejects only where nothing can be asked for at all.
 */
export async function capture(given: MediaDevices | undefined, wanted: Wanted): Promise<Captured> {
  const devices = requireDevices(given);
  if (wanted.video && wanted.audio) {
    try {
      const stream = await devices.getUserMedia({ video: wanted.video, audio: wanted.audio });
      return { video: stream.getVideoTracks()[0] ?? null, audio: stream.getAudioTracks()[0] ?? null, cameraProblem: null, micProblem: null };
    } catch {
      // Which of the two is at fault shows when each is asked for alone.
    }
  }
  const audio = await captureOne(devices, 'audio', wanted.audio);
  const video = await captureOne(devices, 'video', wanted.video);
  return { video: video.track, audio: audio.track, cameraProblem: video.problem, micProblem: audio.problem };
}
