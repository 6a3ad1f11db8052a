import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { buffer, text } from 'node:stream/consumers';
import { debian, ensurePackages, type PackageSystem } from '../../server/setup/debian.ts';
import { sayToTerminal, SetupError, type Say } from '../../server/setup/setup-error.ts';

const works = (name: string): boolean => spawnSync(name, ['-version']).status === 0;

/**
 * FFmpeg, which media is checked with: from the PATH, else Debian's, installed where we may.
 * @throws {SetupError} with a sentence that says what to install.
 */
export async function ensureFfmpeg(say: Say = sayToTerminal, system: PackageSystem = debian, has: (name: string) => boolean = works): Promise<void> {
  if (has('ffmpeg') && has('ffprobe')) return;
  await ensurePackages(['ffmpeg'], 'Checking media', say, system);
  if (!has('ffmpeg') || !has('ffprobe')) throw new SetupError('No FFmpeg was found. Install ffmpeg, and try again.');
}

/** Runs one of FFmpeg's programs and returns what it wrote. Throws with its own words when it complains, even where it goes on. */
async function run(program: 'ffmpeg' | 'ffprobe', args: readonly string[], input?: Uint8Array): Promise<Buffer> {
  const child = spawn(program, ['-hide_banner', '-v', 'error', ...args]);
  const gone = once(child, 'close');
  // It may stop reading as soon as it has seen enough.
  child.stdin.on('error', () => {}).end(input);
  const [out, complaint, [code]] = await Promise.all([buffer(child.stdout), text(child.stderr), gone as Promise<[number]>]);
  if (code !== 0 || complaint) throw new Error(`${program} ${args.join(' ')}: ${complaint || `exit ${code}`}`);
  return out;
}

export const ffmpeg = (args: readonly string[], input?: Uint8Array): Promise<Buffer> => run('ffmpeg', args, input);

/** One checksum for each decoded frame. */
export async function frameSums(file: Uint8Array): Promise<string[]> {
  const lines = (await ffmpeg(['-i', 'pipe:0', '-fps_mode', 'passthrough', '-f', 'framemd5', 'pipe:1'], file)).toString().split('\n');
  return lines.filter((line) => line && !line.startsWith('#')).map((line) => line.split(',').at(-1)!.trim());
}

export interface ProbedStream { readonly codec_name: string; readonly codec_type: string; readonly nb_read_packets: string; readonly width?: number; readonly height?: number; readonly sample_rate?: string; readonly channels?: number }

/** What FFmpeg finds in a file. */
export async function probe(file: Uint8Array): Promise<readonly ProbedStream[]> {
  const found = await run('ffprobe', ['-count_packets', '-show_streams', '-of', 'json', '-i', 'pipe:0'], file);
  return (JSON.parse(found.toString()) as { streams: ProbedStream[] }).streams;
}
