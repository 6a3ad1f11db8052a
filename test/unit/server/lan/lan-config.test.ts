import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { NetworkInterfaceInfo } from 'node:os';
import { lanAddresses } from '../../../../server/lan/addresses.ts';
import { covers } from '../../../../server/lan/certificate.ts';
import { loadLanConfig } from '../../../../server/lan/lan-config.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const at = (address: string, internal = false): NetworkInterfaceInfo => ({ address, internal, family: 'IPv4', netmask: '255.255.255.0', mac: '', cidr: null });

describe('addresses on local networks', () => {
  it('are the private ones, the likeliest first, bridges of machines inside this one last', () => {
    const interfaces = { docker0: [at('192.168.99.1')], eth1: [at('169.254.3.4')], eth0: [at('10.1.2.3')], wlan0: [at('192.168.1.5')], lo: [at('127.0.0.1', true)] };
    assert.deepEqual(lanAddresses(interfaces), ['192.168.1.5', '10.1.2.3', '169.254.3.4', '192.168.99.1']);
  });

  it('never are public ones: they are no local network', () => {
    assert.deepEqual(lanAddresses({ eth0: [at('203.0.113.9'), at('172.15.0.1'), at('172.32.0.1'), at('100.64.0.1')] }), []);
    assert.deepEqual(lanAddresses({ eth0: [at('172.16.0.1'), at('172.31.255.1')] }), ['172.16.0.1', '172.31.255.1']);
  });
});

describe('--lan', () => {
  const addresses = ['192.168.1.5', '10.0.0.2'];
  const load = (env: NodeJS.ProcessEnv = {}, found: readonly string[] = addresses) => loadLanConfig({ DATA_DIR: tempDir(), ...env }, { addresses: found }).config;

  it('serves the local addresses and this machine, by HTTPS, with links and media at the first', () => {
    const config = load();
    assert.equal(config.host, '192.168.1.5');
    assert.deepEqual(config.lan, { also: ['10.0.0.2', '127.0.0.1'] });
    assert.equal(config.publicUrl, 'https://192.168.1.5:8080');
    assert.equal(config.announcedIp, '192.168.1.5');
    assert.equal(config.loopback, false);
    assert.ok(covers(config.tls!.cert, ['192.168.1.5', '10.0.0.2', '127.0.0.1', 'localhost']));
  });

  it('is open to nobody without a code: its key is drawn anew and told nobody', () => {
    const [one, two] = [load(), load()];
    assert.equal(one.apiKey?.length, 43);
    assert.notEqual(one.apiKey, two.apiKey);
    assert.equal(load({ MUF_API_KEY: 'the key of the backend' }).apiKey, 'the key of the backend');
  });

  it('keeps to HOST where that is set, and to what else the operator says', () => {
    const config = load({ HOST: '10.9.9.9', PORT: '9443', PUBLIC_URL: 'https://stage.local:9443', MEDIASOUP_ANNOUNCED_IP: '10.9.9.10' });
    assert.deepEqual([config.host, config.port, config.publicUrl, config.announcedIp], ['10.9.9.9', 9443, 'https://stage.local:9443', '10.9.9.10']);
    assert.deepEqual(config.lan, { also: [] });
    assert.equal(load({ PORT: '0' }).publicUrl, undefined);
  });

  it('keeps its secret over restarts, so that tokens do', () => {
    const dataDir = tempDir();
    assert.deepEqual(load({ DATA_DIR: dataDir }).secrets, load({ DATA_DIR: dataDir }).secrets);
  });

  it('says in one sentence what is missing', () => {
    for (const [env, found, sentence] of [
      [{}, [], /^--lan found no address on a local network: connect/],
      [{ HOST: '0.0.0.0' }, addresses, /^--lan needs to know the address that phones can reach: set HOST/],
      [{ APP_API_URL: 'https://app.example' }, addresses, /unset APP_API_URL/],
      [{ PORT: 'many' }, addresses, /^PORT must be a port number/],
    ] as const) assert.throws(() => load(env, found), (error: Error) => error.name === 'StartError' && sentence.test(error.message));
  });
});
