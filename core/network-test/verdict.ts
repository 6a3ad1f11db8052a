import type { NetworkCause, NetworkTestResult, NetworkVerdict } from '../stores/network-test.ts';

export type Findings = Pick<NetworkTestResult, 'rttMs' | 'udp' | 'tcp' | 'turn' | 'uplinkKbps'>;

/** All layers of a camera picture want about this much, in kbit/s; below `fair` only the smallest gets through. */
const uplink = { good: 1500, poor: 400 } as const;
/** Round trips in ms from which talking gets hard, and from which it does not work. */
const delay = { fair: 300, poor: 800 } as const;

interface Rule { readonly verdict: NetworkVerdict; readonly cause: NetworkCause; holds(findings: Findings): boolean }

const slower = (findings: Findings, kbps: number): boolean => findings.uplinkKbps !== null && findings.uplinkKbps < kbps;
const later = (findings: Findings, ms: number): boolean => findings.rttMs !== null && findings.rttMs >= ms;
const direct = ({ udp, tcp }: Findings): boolean => udp !== false || tcp !== false;

/** Most serious first: the first that holds decides. */
const rules: readonly Rule[] = [
  { verdict: 'blocked', cause: 'server-unreachable', holds: ({ rttMs }) => rttMs === null },
  { verdict: 'blocked', cause: 'media-blocked', holds: (findings) => !direct(findings) && findings.turn !== true },
  { verdict: 'poor', cause: 'slow-uplink', holds: (findings) => slower(findings, uplink.poor) },
  { verdict: 'poor', cause: 'high-delay', holds: (findings) => later(findings, delay.poor) },
  { verdict: 'fair', cause: 'slow-uplink', holds: (findings) => slower(findings, uplink.good) },
  { verdict: 'fair', cause: 'relay-only', holds: (findings) => !direct(findings) },
  { verdict: 'fair', cause: 'tcp-only', holds: ({ udp }) => udp === false },
  { verdict: 'fair', cause: 'high-delay', holds: (findings) => later(findings, delay.fair) },
];

const sentences: Readonly<Record<NetworkCause, string>> = {
  'none': 'Your network is ready.',
  'server-unreachable': 'The server cannot be reached. Check your connection, or whether a firewall blocks this address.',
  'media-blocked': 'Video cannot get through this network. Try another one, such as your phone’s, or ask its owner to open UDP.',
  'slow-uplink': 'Your connection sends slowly, so viewers may see a soft picture. Move closer to the router, or use a cable.',
  'high-delay': 'Answers take long on this network, so talking together will lag. Use a cable, or leave the VPN.',
  'relay-only': 'Video only gets through by a relay, which adds delay. Ask the network’s owner to open UDP.',
  'tcp-only': 'This network blocks UDP, so the picture may stutter. Try another one if you can.',
};

/** What was found, as one verdict with its cause and a sentence. What was not tested (`null`) counts neither way. */
export function verdictOf(findings: Findings): NetworkTestResult {
  const rule = rules.find(({ holds }) => holds(findings));
  const cause = rule?.cause ?? 'none';
  return { ...findings, verdict: rule?.verdict ?? 'good', cause, message: sentences[cause] };
}
