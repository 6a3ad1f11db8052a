import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Config } from '../../../../../server/config.ts';
import { pages } from '../../../../../server/setup/doctor/builds.ts';
import { certificates } from '../../../../../server/setup/doctor/certificates.ts';
import type { Check, DoctorContext, Finding } from '../../../../../server/setup/doctor/check.ts';
import { examine } from '../../../../../server/setup/doctor/examine.ts';
import { clock, dataDir } from '../../../../../server/setup/doctor/machine.ts';
import { httpPort, mediaPorts } from '../../../../../server/setup/doctor/ports.ts';
import { reach, relays, relayTarget } from '../../../../../server/setup/doctor/reach.ts';
import { conclusionOf, rowOf } from '../../../../../server/setup/doctor/report.ts';
import { announced, secrets } from '../../../../../server/setup/doctor/settings.ts';
import { makeCertificate } from '../../../../../server/lan/certificate.ts';
import { hashSources } from '../../../../../server/setup/pages.ts';
import { signalServer } from '../../../../support/signal-server.ts';
import { tempDir } from '../../../../support/temp-dir.ts';
import { testConfig } from '../../../../support/test-config.ts';

const root = join(import.meta.dirname, '../../../../..');

async function findings(check: Check, changes: Partial<Config> = {}, context: Partial<DoctorContext> = {}): Promise<Finding[]> {
  return [await check.run({ env: process.env, config: testConfig(tempDir(), changes), root, running: false, ...context })].flat();
}

const marks = async (check: Check, changes?: Partial<Config>): Promise<string> => (await findings(check, changes)).map(({ mark }) => mark).join(' ');

async function taken(t: TestContext, host = '127.0.0.1'): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  t.after(() => server.close());
  return (server.address() as { port: number }).port;
}

const key = (text: string) => [{ key: new TextEncoder().encode(text) }];
const drawn = 'Zk3vQ0r8bX1nT6yLs9WdHc2pJf7mAeUg';

describe('the doctor’s checks', () => {
  it('secrets: long ones that were not drawn, short keys, none at all', async () => {
    assert.equal(await marks(secrets, { secrets: key(drawn) }), 'ok');
    assert.equal(await marks(secrets, { secrets: key('a'.repeat(40)), apiKey: 'short' }), 'fault fault');
    assert.equal(await marks(secrets, { secrets: key(drawn), loopback: false, host: '0.0.0.0' }), 'fault');
    assert.equal(await marks(secrets, { secrets: key(drawn), loopback: false, host: '0.0.0.0', apiKey: drawn }), 'ok');
  });

  it('data directory: one that cannot be written', async () => {
    assert.equal(await marks(dataDir), 'ok');
    const file = join(tempDir(), 'file');
    writeFileSync(file, '');
    const [finding] = await findings(dataDir, { dataDir: file });
    assert.deepEqual([finding?.mark, finding?.remedy], ['fault', 'Set DATA_DIR to a directory this user may write to.']);
  });

  it('clock: one that stands before these sources were made', async (t) => {
    assert.equal(await marks(clock), 'ok');
    t.mock.method(Date, 'now', () => Date.UTC(2020, 0, 1));
    assert.equal(await marks(clock), 'fault');
  });

  it('port: free, taken by another, taken by this product', async (t) => {
    const port = await taken(t);
    assert.equal(await marks(httpPort, { port }), 'fault');
    assert.equal(await marks(httpPort, { port: 0 }), 'ok');
    const server = await signalServer(t);
    const context = { running: false };
    const check = await httpPort.run({ env: {}, config: testConfig('', { port: Number(new URL(server.url).port) }), root, ...context }) as Finding;
    assert.deepEqual([check.mark, /running there now/.test(check.detail)], ['ok', true]);
    assert.equal(await marks(httpPort, { host: '203.0.113.1', port: 8080 }), 'fault');
  });

  it('media ports: one of them taken, by UDP or by TCP', async (t) => {
    const rtcPort = await taken(t);
    assert.equal(await marks(mediaPorts, { rtcPort }), 'fault');
    const udp = createSocket('udp4');
    udp.bind(0, '127.0.0.1');
    await once(udp, 'listening');
    t.after(() => udp.close());
    assert.equal(await marks(mediaPorts, { rtcPort: udp.address().port }), 'fault');
    assert.equal(await marks(mediaPorts, { rtcPort: 0, loopback: false }), 'note');
  });

  it('media address: this machine only, nowhere, private behind a public name', async () => {
    assert.equal(await marks(announced), 'ok');
    const open: Partial<Config> = { loopback: false, host: '0.0.0.0' };
    for (const announcedIp of ['0.0.0.0', '127.0.0.1', 'no-such-host.invalid']) assert.equal(await marks(announced, { ...open, announcedIp }), 'fault', announcedIp);
    assert.equal(await marks(announced, { ...open, announcedIp: '192.168.1.5' }), 'note');
    assert.equal(await marks(announced, { ...open, announcedIp: '192.168.1.5', publicUrl: 'https://203.0.113.9' }), 'fault');
    assert.equal(await marks(announced, { ...open, announcedIp: '203.0.113.9', publicUrl: 'https://203.0.113.9' }), 'ok');
  });

  it('certificates: one that browsers do not trust, nothing there, none needed', async (t) => {
    assert.equal(await marks(certificates), 'ok');
    assert.equal(await marks(certificates, { loopback: false, publicUrl: 'http://live.example' }), 'note');
    const { createServer: createTls } = await import('node:https');
    const server = createTls(makeCertificate(['127.0.0.1'], Date.now()), (_, response) => response.end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const [untrusted] = await findings(certificates, { publicUrl: `https://127.0.0.1:${port}` });
    assert.deepEqual([untrusted?.mark, /do not trust/.test(untrusted!.detail)], ['fault', true]);
    await new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
    assert.equal(await marks(certificates, { publicUrl: `https://127.0.0.1:${port}` }), 'note');
    void t;
  });

  it('pages: not built, built from older sources, built from these', async (t) => {
    const place = tempDir();
    mkdirSync(join(place, 'ui-kit', 'pages'), { recursive: true });
    mkdirSync(join(place, 'dist'));
    const look = async (): Promise<string> => (await findings(pages, {}, { root: place })).map(({ detail }) => detail).join();
    assert.match(await look(), /not built|older/);
    writeFileSync(join(place, 'dist', '.pages-sources'), await hashSources(place));
    assert.match(await look(), /built from the present sources|not built/);
    writeFileSync(join(place, 'ui-kit', 'pages', 'new.ts'), '');
    assert.match(await look(), /older|not built/);
    t.after(() => rmSync(place, { recursive: true, force: true }));
  });

  it('network: socket, UDP and TCP of a server like this one', async () => {
    const found = await findings(reach);
    assert.deepEqual(found.map(({ mark }) => mark), ['ok', 'ok', 'ok'], JSON.stringify(found));
    assert.match(found[0]!.detail, /^socket, round trip \d+ ms$/);
  });

  it('relays: one that is silent', async () => {
    const udp = createSocket('udp4');
    udp.bind(0, '127.0.0.1');
    await once(udp, 'listening');
    const { port } = udp.address();
    const ice = { iceServers: [{ urls: [`stun:127.0.0.1:${port}`] }], turn: undefined };
    const [finding] = await findings(relays, { ice });
    udp.close();
    assert.equal(finding?.mark, 'fault');
    assert.equal(await marks(relays), 'note');
    assert.deepEqual(relayTarget('turn:[::1]:4000?transport=tcp'), { scheme: 'turn', target: { protocol: 'tcp', host: '::1', port: 4000 } });
    assert.deepEqual(relayTarget('stun:s.example'), { scheme: 'stun', target: { protocol: 'udp', host: 's.example', port: 3478 } });
    assert.equal(relayTarget('turns:s.example'), undefined);
  });
});

describe('its report', () => {
  it('has one line for each finding, the remedy below, and counts', () => {
    const lines = [{ name: 'Port', finding: { mark: 'ok', detail: '8080 is free' } }, { name: 'Secrets', finding: { mark: 'fault', detail: 'too short', remedy: 'Draw one.' } }] as const;
    assert.deepEqual(lines.map((line) => rowOf(line, { width: 7, colour: false })), ['  ✓  Port     8080 is free', '  ✗  Secrets  too short\n              → Draw one.']);
    assert.deepEqual(conclusionOf(lines), { sentence: '1 ✓, 1 ✗: follow the arrow above, then run this again.', exitCode: 1 });
    assert.equal(conclusionOf(lines.slice(0, 1)).exitCode, 0);
  });

  it('counts a check that fails itself as a fault, and goes on', async () => {
    const broken: Check = { name: 'Broken', run: () => Promise.reject(new Error('something is off: do something')) };
    const fine: Check = { name: 'Fine', run: async () => ({ mark: 'ok', detail: 'fine' }) };
    const lines = await examine({ env: {}, config: undefined, root, running: false }, () => {}, [broken, fine]);
    assert.deepEqual(lines.map(({ finding }) => finding), [{ mark: 'fault', detail: 'something is off', remedy: 'Do something' }, { mark: 'ok', detail: 'fine' }]);
  });
});

describe('npm run doctor', () => {
  const run = async (env: NodeJS.ProcessEnv): Promise<{ code: number | null; output: string }> => {
    const child = spawn(process.execPath, ['server/setup/doctor.ts'], { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => { output += chunk.toString(); });
    const [code] = await once(child, 'exit') as [number | null];
    return { code, output };
  };

  it('ends with 1 and a remedy when something is at fault, also when the settings are', async (t) => {
    const port = await taken(t);
    const { code, output } = await run({ DATA_DIR: tempDir(), PORT: String(port) });
    assert.equal(code, 1, output);
    assert.match(output, new RegExp(`✗ {2}Port +${port} is taken\n +→ Stop the program`));
    assert.match(output, /✓ {2}Network +media over UDP/);
    const broken = await run({ DATA_DIR: tempDir(), PORT: 'many' });
    assert.equal(broken.code, 1);
    assert.match(broken.output, /✗ {2}Settings +PORT must be a port number/);
  });
});
