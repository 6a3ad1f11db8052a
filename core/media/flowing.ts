/** The few fields of `RTCInboundRtpStreamStats` (W3C webrtc-stats) that tell whether a track shows or sounds. */
interface Inbound { readonly type: string; readonly kind?: string; readonly trackIdentifier?: string; readonly framesDecoded?: number; readonly packetsReceived?: number }

/** By track id: how many whole pictures, or packets of sound, have come so far. Tracks that brought nothing yet are left out. */
export function flowOf(reports: readonly RTCStatsReport[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const report of reports) {
    report.forEach((entry: Inbound) => {
      if (entry.type !== 'inbound-rtp' || entry.trackIdentifier === undefined) return;
      const count = (entry.kind === 'video' ? entry.framesDecoded : entry.packetsReceived) ?? 0;
      if (count > 0) counts.set(entry.trackIdentifier, count);
    });
  }
  return counts;
}
