import { nearest } from '../core/wire/nearest.ts';
import { StartError } from './start-error.ts';

/** What one process can do, each runnable apart from the rest once rooms span processes. */
export const roles = ['signal', 'sfu'] as const;
export type Role = (typeof roles)[number];

const isRole = (name: string): name is Role => (roles as readonly string[]).includes(name);

/** Reads `--only signal,sfu`; without it, every role. Throws a `StartError` naming what was not understood. */
export function rolesOf(args: readonly string[]): readonly Role[] {
  const [option, list, ...rest] = args[0]?.startsWith('--only=') ? ['--only', args[0].slice(7), ...args.slice(1)] : args;
  if (option === undefined) return roles;
  if (option !== '--only' || rest.length > 0) throw new StartError(`${rest[0] ?? option} is not an option: there are --lan and --only ${roles.join(',')}.`);
  const names = (list ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '');
  const unknown = names.find((name) => !isRole(name));
  if (unknown !== undefined) throw new StartError(`--only does not know the role ${JSON.stringify(unknown)}: did you mean ${nearest(unknown, roles)}?`);
  if (!roles.every((role) => names.includes(role))) throw new StartError(`--only needs ${roles.join(' and ')} together: rooms keep their media in the process that holds them.`);
  return roles;
}
