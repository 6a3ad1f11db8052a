import type { FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';

/** Where people reach this server: `PUBLIC_URL`, else the address this request came to. */
export const baseOf = (request: FastifyRequest, config: Pick<Config, 'publicUrl'>): string => config.publicUrl ?? `${request.protocol}://${request.host}`;

/** What a host hands out: the viewer page of the room, in that host's audience. */
export const shareLink = (request: FastifyRequest, config: Config, roomId: string, hostPeerId: string): string =>
  `${baseOf(request, config)}/viewer.html?${new URLSearchParams({ room: roomId, host: hostPeerId }).toString()}`;

/** The one-time code is in the fragment, which browsers never send, so it stays out of logs. */
export const cohostLink = (request: FastifyRequest, config: Config, roomId: string, code: string): string =>
  `${baseOf(request, config)}/broadcaster.html?${new URLSearchParams({ room: roomId }).toString()}#code=${code}`;
