import { decodeFrameClock, frameClock } from '../fixtures/frame-clock.ts';

/** One picture seen: when (ms, page clock) and which frame of the footage, `null` if it did not read. */
export interface ClockSample { readonly at: number; readonly frame: number | null }

export interface MediaFigures {
  readonly framesDecoded: number;
  readonly framesSent: number;
  /** `totalAudioEnergy` of what was received and played (W3C webrtc-stats). */
  readonly audioEnergy: number;
  readonly codecs: readonly string[];
}

/** What the tests may ask of a page; installed before any of the page's own scripts. */
export interface Probe {
  readonly clockOf: (video: HTMLVideoElement) => number | null;
  /** Records every presented picture of `video` from now on. */
  readonly watch: (video: HTMLVideoElement) => readonly ClockSample[];
  readonly figures: () => Promise<MediaFigures>;
  /** The ways that media takes now, one for each open connection that has found one. */
  readonly ways: () => Promise<readonly Way[]>;
}

/** A selected candidate pair (RFC 8445) by the types of its ends, and where the far end is. */
export interface Way { readonly local: string; readonly remote: string; readonly port: number; readonly relayProtocol: string }

declare global {
  interface Window { mufProbe: Probe }
}

/** Runs inside the page: it uses nothing from outside itself. */
function installProbe(decode: typeof decodeFrameClock, clockHeight: number): void {
  const connections: RTCPeerConnection[] = [];
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };

  const canvas = new OffscreenCanvas(320, 24);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const clockOf = (video: HTMLVideoElement): number | null => {
    if (!video.videoWidth) return null;
    context.drawImage(video, 0, 0, video.videoWidth, video.videoHeight * clockHeight, 0, 0, canvas.width, canvas.height);
    return decode(context.getImageData(0, 0, canvas.width, canvas.height));
  };

  const watch = (video: HTMLVideoElement): readonly ClockSample[] => {
    const samples: ClockSample[] = [];
    const see = (at: number) => {
      samples.push({ at, frame: clockOf(video) });
      if (video.isConnected) video.requestVideoFrameCallback(see);
    };
    video.requestVideoFrameCallback(see);
    return samples;
  };

  const figures = async (): Promise<MediaFigures> => {
    const open = connections.filter((connection) => connection.connectionState !== 'closed');
    const reports = await Promise.all(open.map((connection) => connection.getStats()));
    const all = reports.flatMap((report) => [...report.values()] as Record<string, unknown>[]);
    const sum = (type: string, kind: string, key: string) =>
      all.reduce((total, entry) => (entry['type'] === type && entry['kind'] === kind ? total + Number(entry[key] ?? 0) : total), 0);
    return {
      framesDecoded: sum('inbound-rtp', 'video', 'framesDecoded'),
      framesSent: sum('outbound-rtp', 'video', 'framesSent'),
      audioEnergy: sum('inbound-rtp', 'audio', 'totalAudioEnergy'),
      codecs: all.filter((entry) => entry['type'] === 'codec').map((entry) => String(entry['mimeType'])),
    };
  };

  const ways = async (): Promise<readonly Way[]> => {
    const found = await Promise.all(connections.filter(({ connectionState }) => connectionState === 'connected').map(async (connection) => {
      const stats = new Map([...(await connection.getStats())].map(([id, entry]) => [id as string, entry as Record<string, unknown>]));
      const transport = [...stats.values()].find((entry) => entry['type'] === 'transport');
      const pair = stats.get(String(transport?.['selectedCandidatePairId']));
      const [local, remote] = [stats.get(String(pair?.['localCandidateId'])), stats.get(String(pair?.['remoteCandidateId']))];
      return local && remote ? [{ local: String(local['candidateType']), remote: String(remote['candidateType']), port: Number(remote['port']), relayProtocol: String(local['relayProtocol'] ?? '') }] : [];
    }));
    return found.flat();
  };

  window.mufProbe = { clockOf, watch, figures, ways };
}

/** The script that installs `window.mufProbe`. */
export const probeScript = `(${installProbe.toString()})(${decodeFrameClock.toString()}, ${frameClock.height});`;
