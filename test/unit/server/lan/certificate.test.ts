import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { covers, endOf, isPair, makeCertificate } from '../../../../server/lan/certificate.ts';
import { ensureCertificate, readCertificate, renewMs } from '../../../../server/lan/certificate-file.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const now = Date.UTC(2026, 10, 21, 12);
const dayMs = 86_400_000;

describe('a certificate of our own', () => {
  it('is one that others can read: signed by itself, for servers, for each address and name', () => {
    const { key, cert } = makeCertificate(['192.168.1.5', 'localhost', '::1', 'fd00::2'], now);
    const x509 = new X509Certificate(cert);
    assert.equal(x509.subject, 'CN=muf-live on this network');
    assert.equal(x509.subjectAltName, 'IP Address:192.168.1.5, DNS:localhost, IP Address:0:0:0:0:0:0:0:1, IP Address:FD00:0:0:0:0:0:0:2');
    assert.deepEqual(x509.keyUsage, ['1.3.6.1.5.5.7.3.1']);
    assert.equal(x509.ca, false);
    assert.ok(x509.verify(x509.publicKey));
    assert.ok(isPair({ key, cert }));
    assert.equal(x509.publicKey.asymmetricKeyDetails?.namedCurve, 'prime256v1');
  });

  it('lasts what browsers allow, also beyond 2049', () => {
    assert.equal(endOf(makeCertificate(['localhost'], now).cert), now + 396 * dayMs);
    const late = Date.UTC(2055, 0, 1);
    assert.equal(endOf(makeCertificate(['localhost'], late).cert), late + 396 * dayMs);
  });

  it('covers what it names and nothing else', () => {
    const { cert } = makeCertificate(['10.0.0.7', 'localhost'], now);
    assert.ok(covers(cert, ['10.0.0.7', 'localhost']));
    assert.ok(!covers(cert, ['10.0.0.7', '10.0.0.8']));
    assert.ok(!covers(cert, ['other.local']));
  });

  it('has a serial of its own each time', () => {
    const serials = new Set(Array.from({ length: 50 }, () => new X509Certificate(makeCertificate(['localhost'], now).cert).serialNumber));
    assert.equal(serials.size, 50);
  });
});

describe('the certificate of --lan', () => {
  const hosts = ['127.0.0.1', 'localhost'];
  const dir = tempDir();
  const file = join(dir, 'lan-certificate.pem');

  it('is kept for its owner alone, and used again', () => {
    const made = ensureCertificate(dir, hosts, now);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(ensureCertificate(dir, hosts, now + 300 * dayMs), made);
    assert.deepEqual(readCertificate(dir), made);
  });

  it('is made anew before it ends, and when an address is new', () => {
    const made = ensureCertificate(dir, hosts, now);
    assert.notDeepEqual(ensureCertificate(dir, [...hosts, '192.168.1.9'], now), made);
    const next = ensureCertificate(dir, hosts, now);
    assert.notDeepEqual(ensureCertificate(dir, hosts, endOf(next.cert) - renewMs), next);
  });

  it('is made anew where the file is damaged or the key another’s', () => {
    const made = ensureCertificate(dir, hosts, now);
    for (const damaged of ['', 'rubbish', made.cert, readFileSync(file, 'utf8').replace(made.key, makeCertificate(hosts, now).key)]) {
      writeFileSync(file, damaged);
      assert.equal(readCertificate(dir), undefined);
      assert.ok(isPair(ensureCertificate(dir, hosts, now)));
    }
  });

  it('says in one sentence that it cannot be written', (t) => {
    const parent = mkdtempSync(join(tmpdir(), 'muf-live-'));
    t.after(() => rmSync(parent, { recursive: true }));
    writeFileSync(join(parent, 'taken'), '');
    assert.throws(() => ensureCertificate(join(parent, 'taken'), hosts, now), { name: 'StartError', message: /cannot be written: set DATA_DIR/ });
  });
});
