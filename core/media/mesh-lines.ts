import type { Source } from '../wire/signal/shapes.ts';
import { simulcastEncodings } from './encodings.ts';
import type { LocalSources, ReliefStep, WantedLayer } from './port.ts';

/**
 * The media lines of every mesh connection, made once and in this order: whatever comes and goes later is a
 * `replaceTrack`, so that there is never a second offer but to find a new path, and never two at once.
 */
export const meshLines = [
  { source: 'mic', kind: 'audio' },
  { source: 'camera', kind: 'video' },
  { source: 'screen', kind: 'video' },
  { source: 'screenAudio', kind: 'audio' },
] as const satisfies readonly { source: Source; kind: 'audio' | 'video' }[];

/** What goes out on the lines of one connection. */
export interface Outgoing {
  readonly sources: LocalSources;
  readonly suspended: boolean;
  readonly relief: ReliefStep;
  /** What the other page wants of my pictures; all there is of one not named. */
  readonly wanted: ReadonlyMap<Source, WantedLayer>;
}

/** While the processor is spared, pictures per second. */
const sparedRate = 15;

export interface MeshEncoding { readonly active: boolean; readonly maxBitrate: number; readonly scaleResolutionDownBy: number; readonly maxFramerate?: number }

/** How to encode a picture for one other page: one stream, of the size that a simulcast layer would have. */
export function meshEncoding({ width = 1280, height = 720, frameRate = 30 }: MediaTrackSettings, wanted: WantedLayer, relief: ReliefStep): MeshEncoding {
  const layers = simulcastEncodings({ width, height, frameRate });
  const fewer = wanted === 'none' ? 0 : Math.max(0, layers.length - 1 - wanted);
  const spared = Math.min(layers.length - 1, Math.max(fewer, relief === 0 ? 0 : relief === 1 ? 1 : layers.length - 1));
  const { maxBitrate, scaleResolutionDownBy } = layers[layers.length - 1 - spared]!;
  return { active: wanted !== 'none', maxBitrate, scaleResolutionDownBy, ...(relief >= 2 && { maxFramerate: sparedRate }) };
}

async function bound(sender: RTCRtpSender, encoding: MeshEncoding): Promise<void> {
  const parameters = sender.getParameters();
  const [first] = parameters.encodings;
  if (!first) return;
  const { maxFramerate: _, ...rest } = first;
  const next = { ...rest, ...encoding };
  if (JSON.stringify(next) === JSON.stringify(first)) return;
  await sender.setParameters({ ...parameters, encodings: [next] });
}

/** Brings the lines to send what is to go out. Calls must not overlap. */
export async function feedLines(transceivers: readonly RTCRtpTransceiver[], { sources, suspended, relief, wanted }: Outgoing): Promise<void> {
  for (const [index, { source, kind }] of meshLines.entries()) {
    const sender = transceivers[index]?.sender;
    if (!sender) continue;
    const local = sources[source];
    const track = local && !local.paused && !suspended ? local.track : null;
    if (sender.track !== track) await sender.replaceTrack(track);
    if (track && kind === 'video') await bound(sender, meshEncoding(track.getSettings(), wanted.get(source) ?? 2, relief));
  }
}
