import type { Config } from '../../server/config.ts';

export const testSecret = 'a secret for tests that is long enough';

/** A server on loopback with any free ports, quiet, with one worker. */
export const testConfig = (dataDir: string, changes: Partial<Config> = {}): Config => ({
  port: 0,
  host: '127.0.0.1',
  loopback: true,
  dataDir,
  secrets: [{ key: new TextEncoder().encode(testSecret) }],
  apiKey: undefined,
  tenancy: undefined,
  issuer: undefined,
  audience: undefined,
  viewerTtlSec: 600,
  presetsDir: undefined,
  quotas: { rooms: 0, peers: 0, tokensPerMinute: 0 },
  socketsPerAddress: 500,
  transportsPerWorker: 2000,
  publicUrl: undefined,
  nodeUrl: undefined,
  announcedIp: '127.0.0.1',
  logLevel: 'silent',
  sessionEndsAtExp: false,
  origins: [],
  blockedWords: [],
  rtcPort: 0,
  relay: { port: 0, url: undefined },
  hls: { dvrSec: 0, diskBytes: 2 ** 30 },
  ice: { iceServers: [], turn: undefined },
  workers: 1,
  valkeyUrl: undefined,
  node: 'me',
  ...changes,
});
