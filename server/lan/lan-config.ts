import { randomBytes } from 'node:crypto';
import { isLoopback } from '../auth/loopback.ts';
import { localSecret } from '../auth/local-secret.ts';
import { loadConfig, type Config } from '../config.ts';
import { StartError } from '../start-error.ts';
import { lanAddresses } from './addresses.ts';
import { ensureCertificate } from './certificate-file.ts';

const given = (env: NodeJS.ProcessEnv, name: string): string | undefined => env[name]?.trim() || undefined;

function publicUrlOf(env: NodeJS.ProcessEnv, host: string): string | undefined {
  const port = given(env, 'PORT') ?? '8080';
  // With port 0 nobody knows it yet: links are made from each request's own address.
  return given(env, 'PUBLIC_URL') ?? (port === '0' ? undefined : `https://${host}:${port}`);
}

/** What `--lan` sets where the operator has not: nobody is told the key, so only a code's holder may make rooms. */
function lanEnvironment(env: NodeJS.ProcessEnv, host: string): NodeJS.ProcessEnv {
  const hasSecret = given(env, 'JWT_SECRET') !== undefined || given(env, 'JWT_SECRETS') !== undefined;
  return {
    ...env,
    HOST: host,
    PUBLIC_URL: publicUrlOf(env, host),
    MUF_API_KEY: given(env, 'MUF_API_KEY') ?? randomBytes(32).toString('base64url'),
    ...(hasSecret ? {} : { JWT_SECRET: localSecret(given(env, 'DATA_DIR') ?? '.data') }),
    ...(isLoopback(host) ? {} : { MEDIASOUP_ANNOUNCED_IP: given(env, 'MEDIASOUP_ANNOUNCED_IP') ?? host }),
  };
}

/**
 * The settings of `--lan`: HTTPS with a certificate of our own on this machine's local addresses, or on `HOST` where
 * that is set. Throws a `StartError`.
 */
export function loadLanConfig(env: NodeJS.ProcessEnv, { addresses = lanAddresses(), now = Date.now() }: { addresses?: readonly string[]; now?: number } = {}): { config: Config; warnings: readonly string[] } {
  if (given(env, 'APP_API_URL') !== undefined) throw new StartError('--lan is for rooms of your own: unset APP_API_URL, or leave --lan out.');
  const chosen = given(env, 'HOST');
  const [host, ...others] = chosen === undefined ? addresses : [chosen];
  if (host === undefined) throw new StartError('--lan found no address on a local network: connect this machine to one, or set HOST to the address that phones can reach.');
  if (host === '0.0.0.0' || host === '::') throw new StartError('--lan needs to know the address that phones can reach: set HOST to that one, or leave it out to have it found.');
  const { config, warnings } = loadConfig(lanEnvironment(env, host));
  const also = chosen === undefined ? [...others, '127.0.0.1'] : [];
  const tls = ensureCertificate(config.dataDir, [...new Set([host, ...also, 'localhost', '127.0.0.1'])], now);
  return { config: { ...config, lan: { also }, tls }, warnings };
}
