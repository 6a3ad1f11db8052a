import type { Config } from '../config.ts';
import { isLoopback } from './loopback.ts';

type OriginRules = Pick<Config, 'loopback' | 'origins' | 'publicUrl'>;

function parse(origin: string): URL | undefined {
  try {
    const url = new URL(origin);
    return url.origin === origin ? url : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether a page of this origin may use the server. Without an `Origin` header it is no page, and
 * tokens alone decide. `host` is the request's `Host` header. A server on loopback trusts every page of this machine,
 * so that a development server on another port works.
 */
export function isAllowedOrigin(rules: OriginRules, origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  const url = parse(origin);
  if (!url) return false;
  if (rules.origins.includes('*') || rules.origins.includes(origin)) return true;
  if (rules.publicUrl !== undefined && new URL(rules.publicUrl).origin === origin) return true;
  // On loopback the Host header proves nothing: a foreign name may have been rebound to 127.0.0.1.
  return rules.loopback ? isLoopback(url.hostname) : url.host === host;
}
