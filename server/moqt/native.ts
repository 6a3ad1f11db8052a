import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { repairForOlderGlibc } from '../setup/glibc-repair.ts';

/** What is used of `@moq/web-transport`'s binding; its own types come with sources that Node does not load from a package. */
export interface NativeBinding {
  readonly NapiServer: { bind(address: string, certPem: Buffer, keyPem: Buffer): NativeServer };
  readonly NapiClient: {
    withSystemRoots(): NativeClient;
    withCertificateHashes(hashes: Buffer[]): NativeClient;
  };
}

export interface NativeServer { accept(): Promise<NativeRequest | null>; close(): void }
export interface NativeRequest { readonly url: Promise<string>; ok(): Promise<NativeSession>; reject(status: number): Promise<void> }
export interface NativeClient { connect(url: string): Promise<NativeSession> }

export interface NativeSession {
  acceptUni(): Promise<NativeReceive>;
  acceptBi(): Promise<NativeBi>;
  openUni(): Promise<NativeSend>;
  openBi(): Promise<NativeBi>;
  sendDatagram(data: Buffer): void;
  recvDatagram(): Promise<Buffer>;
  maxDatagramSize(): number;
  close(code: number, reason: string): void;
  closed(): Promise<{ readonly closeCode: number; readonly reason: string }>;
}

export interface NativeBi { takeSend(): NativeSend; takeRecv(): NativeReceive }
export interface NativeReceive { read(maxSize: number): Promise<Buffer | null>; stop(code: number): Promise<void> }

export interface NativeSend {
  /** The binding's own types ask for a `Buffer`; any view will do, and a crowd can share one. */
  write(data: Uint8Array): Promise<void>;
  finish(): Promise<void>;
  reset(code: number): Promise<void>;
  setPriority(priority: number): Promise<void>;
}

/** There is no WebTransport here; the message says why, and that WebSockets remain. */
export class NativeMissing extends Error {
  override readonly name = 'NativeMissing';
}

const platforms: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64-gnu', 'linux-arm64': 'linux-arm64-gnu', 'darwin-x64': 'darwin-x64', 'darwin-arm64': 'darwin-arm64', 'win32-x64': 'win32-x64-msvc',
};

let loaded: NativeBinding | undefined;

/** The binding for this machine, loaded once. Throws a `NativeMissing`. */
export function loadNative(env: NodeJS.ProcessEnv = process.env): NativeBinding {
  loaded ??= load(env, createRequire(import.meta.url));
  return loaded;
}

function load(env: NodeJS.ProcessEnv, require: NodeJS.Require): NativeBinding {
  const file = bindingFile(require, `${process.platform}-${process.arch}`);
  try {
    return require(file) as NativeBinding;
  } catch (error) {
    if (!String(error).includes('GLIBC_2.38')) throw missing(`its library does not load: ${messageOf(error)}`, error);
  }
  try {
    return require(repairForOlderGlibc(file, env)) as NativeBinding;
  } catch (error) {
    throw missing(`its library wants glibc 2.38 and could not be mended for this system: ${messageOf(error)}`, error);
  }
}

/** The platform's own package, else the copy that comes in the main one. Throws a `NativeMissing`. */
export function bindingFile(require: NodeJS.Require, machine: string): string {
  const platform = platforms[machine];
  if (!platform) throw missing(`there is no library for ${machine}`);
  try {
    return require.resolve(`@moq/web-transport-${platform}`);
  } catch {
    const file = join(mainPackage(require), `web-transport.${platform}.node`);
    if (existsSync(file)) return file;
    throw missing(`its library for ${platform} is not installed`);
  }
}

function mainPackage(require: NodeJS.Require): string {
  try {
    return dirname(dirname(require.resolve('@moq/web-transport')));
  } catch (error) {
    throw missing('its package is not installed', error);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const missing = (why: string, cause?: unknown): NativeMissing => new NativeMissing(`WebTransport is off, as ${why}. Viewers use WebSockets.`, { cause });
