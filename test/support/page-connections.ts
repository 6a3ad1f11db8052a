import type { Page } from 'playwright-core';

/** Keeps hold of a page's peer connections, so that their statistics and senders can be asked: for `initScript`. */
export const keepConnections = `{
  const native = RTCPeerConnection.prototype.setLocalDescription;
  window.connections = new Set();
  RTCPeerConnection.prototype.setLocalDescription = function (...given) {
    window.connections.add(this);
    return native.apply(this, given);
  };
}`;

export interface PictureStats {
  /** `AV1`, `VP9`, `H264`, `VP8`. */
  readonly codec: string;
  /** The largest first frame dimension of what flows. */
  readonly height: number;
  /** Encoded or decoded so far. */
  readonly frames: number;
  /** Of what is sent: its layers, where they are one stream. */
  readonly scalabilityMode: string | null;
}

/** The pictures a page sends or receives now, by the browser's own statistics. Those that have ended are left out. */
export const picturesOf = (page: Page, way: 'outbound-rtp' | 'inbound-rtp'): Promise<readonly PictureStats[]> => page.evaluate(async (type) => {
  const { connections } = window as unknown as { connections: Set<RTCPeerConnection> };
  const open = [...connections].filter(({ connectionState }) => connectionState !== 'closed');
  const reports = await Promise.all(open.map(async (connection) => new Map((await connection.getStats()).entries()) as Map<string, Record<string, unknown>>));
  return reports.flatMap((report) => [...report.values()]
    .filter((entry) => entry['type'] === type && entry['kind'] === 'video' && entry['codecId'] !== undefined && entry['active'] !== false)
    .map((entry) => ({
      codec: String(report.get(String(entry['codecId']))?.['mimeType']).replace('video/', ''),
      height: Number(entry['frameHeight'] ?? 0),
      frames: Number(entry['framesEncoded'] ?? entry['framesDecoded'] ?? 0),
      scalabilityMode: (entry['scalabilityMode'] as string | undefined) ?? null,
    })));
}, way);
