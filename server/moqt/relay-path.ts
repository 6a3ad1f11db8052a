import type { Draft } from '../../core/wire/moqt/codes.ts';

/** What a session's URL asks for. */
export type RelayPath =
  | { readonly role: 'publish'; readonly id: string; readonly secret: string }
  | { readonly role: 'playback'; readonly id: string; readonly secret: string }
  /** Another relay, or this server's own rooms. */
  | { readonly role: 'relay'; readonly secret: string };

const id = /^\/(publish|playback)\/([\w-]{1,128})\/?$/;
/** The longest secret that is looked at; tokens are shorter. */
const longest = 8192;

/** Reads `/publish/<input>?sk=`, `/playback/<id>?tok=` and `/relay?sk=`; nothing for any other path. */
export function readRelayPath({ pathname, searchParams }: URL): RelayPath | undefined {
  const secret = (name: string): string => (searchParams.get(name) ?? '').slice(0, longest);
  if (pathname === '/relay') return { role: 'relay', secret: secret('sk') };
  const [, role, which] = id.exec(pathname) ?? [];
  if (which === undefined) return undefined;
  return role === 'publish' ? { role, id: which, secret: secret('sk') } : { role: 'playback', id: which, secret: secret('tok') };
}

/** `?moqt=16` says which draft; else the client's first bytes tell. */
export function draftsOf({ searchParams }: URL): readonly Draft[] {
  const asked = searchParams.get('moqt');
  return asked === '14' ? [14] : asked === '16' ? [16] : [14, 16];
}
