import { nearest } from '../core/wire/nearest.ts';
import { StartError } from './start-error.ts';

/** What one process can do: rooms are of `signal` and `sfu`, what any crowd watches is of `relay` and `hls`. */
export const roles = ['signal', 'sfu', 'relay', 'hls'] as const;
export type Role = (typeof roles)[number];

const isRole = (name: string): name is Role => (roles as readonly string[]).includes(name);

/** Reads `--only relay,hls`; without it, every role. Throws a `StartError` naming what was not understood. */
export function rolesOf(args: readonly string[]): readonly Role[] {
  const [option, list, ...rest] = args[0]?.startsWith('--only=') ? ['--only', args[0].slice(7), ...args.slice(1)] : args;
  if (option === undefined) return roles;
  if (option !== '--only' || rest.length > 0) throw new StartError(`${rest[0] ?? option} is not an option: there are --lan and --only ${roles.join(',')}.`);
  const names = (list ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '');
  const unknown = names.find((name) => !isRole(name));
  if (unknown !== undefined) throw new StartError(`--only does not know the role ${JSON.stringify(unknown)}: did you mean ${nearest(unknown, roles)}?`);
  if (names.length === 0) throw new StartError(`--only needs roles: some of ${roles.join(', ')}.`);
  if (names.includes('signal') !== names.includes('sfu')) throw new StartError('--only needs signal and sfu together: rooms keep their media in the process that holds them.');
  return roles.filter((role) => names.includes(role));
}
