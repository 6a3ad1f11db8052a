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
  publicUrl: undefined,
  announcedIp: undefined,
  logLevel: 'silent',
  sessionEndsAtExp: false,
  origins: [],
  rtcPort: 0,
  workers: 1,
  node: 'me',
  ...changes,
});
