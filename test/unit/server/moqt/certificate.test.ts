import assert from 'node:assert/strict';
import { createHash, X509Certificate } from 'node:crypto';
import { describe, it } from 'node:test';
import { makeCertificate } from '../../../../server/lan/certificate.ts';
import { relayCertificate } from '../../../../server/moqt/certificate.ts';

const dayMs = 24 * 60 * 60 * 1000;
const now = Date.UTC(2026, 5, 1);

describe('the certificate of the relay', () => {
  it('is one that pages take by its hash: for less than 14 days, ECDSA P-256, renewed before its end', () => {
    const { cert, hashes, renewAt } = relayCertificate(undefined, ['relay.example', '127.0.0.1'], now);
    const x509 = new X509Certificate(cert);
    const [from, to] = [Date.parse(x509.validFrom), Date.parse(x509.validTo)];
    assert.ok(to - from <= 13 * dayMs && from < now && to > now + 11 * dayMs);
    assert.ok(renewAt! > now && renewAt! <= to - dayMs);
    assert.equal(x509.publicKey.asymmetricKeyDetails?.namedCurve, 'prime256v1');
    assert.deepEqual(hashes, [createHash('sha256').update(x509.raw).digest('base64')]);
    assert.ok(x509.checkHost('relay.example') && x509.checkIP('127.0.0.1'));
  });

  it('is made for the relay where the configured one signed itself, as browsers take none such over QUIC', () => {
    const configured = makeCertificate(['localhost'], now);
    const made = relayCertificate(configured, ['localhost'], now);
    assert.notEqual(made.cert, configured.cert);
    assert.equal(made.hashes.length, 1);
  });
});
