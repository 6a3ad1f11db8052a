import { broadcasterTokenBody, createRoomBody, revokeCodeBody, viewerTokenQuery } from '../../http/bodies.ts';
import { adminQuery, exploreQuery } from '../../http/live-rooms.ts';
import type { Endpoint, JsonSchema } from './endpoint.ts';

const string = { type: 'string' };
const time = { type: 'number', description: 'Milliseconds since 1970, UTC.' };
const count = { type: 'integer' };
const object = (properties: JsonSchema, optional: readonly string[] = []): JsonSchema => ({ type: 'object', properties, required: Object.keys(properties).filter((name) => !optional.includes(name)) });
const list = (of: string): JsonSchema => ({ type: 'array', items: { type: 'object', description: of } });

/** The endpoints of rooms and for operators. */
export const roomEndpoints: readonly Endpoint[] = [
  {
    method: 'post', path: '/create_room', tag: 'rooms', summary: 'Make a room and its host’s token.', keys: ['orgKey'], body: createRoomBody, idempotent: true, problems: ['quota-reached'],
    answer: { status: 201, schema: object({ roomId: string, peerId: string, token: string, shareLink: string, expiresAt: time }) },
  },
  {
    method: 'post', path: '/broadcaster-token/:roomId', tag: 'rooms', summary: 'Make one more broadcaster and a link for them; renew one’s own token; or exchange a link’s code.', keys: ['orgKey', 'token'], body: broadcasterTokenBody, idempotent: true,
    problems: ['not-found', 'not-allowed', 'code-invalid', 'token-expired', 'token-wrong-room'],
    answer: { status: 200, schema: object({ token: string, peerId: string, cohostLink: string, linkExpiresAt: time, expiresAt: time }, ['cohostLink', 'linkExpiresAt']) },
  },
  {
    method: 'post', path: '/broadcaster-token/:roomId/revoke', tag: 'rooms', summary: 'End a link that nobody has used yet.', keys: ['orgKey', 'token'], body: revokeCodeBody, problems: ['not-found', 'not-allowed', 'code-invalid'],
    answer: { status: 204 },
  },
  {
    method: 'get', path: '/viewer-token/:roomId', tag: 'rooms', summary: 'A token to watch with. Open to everyone; with one’s earlier token the peer id stays.', query: viewerTokenQuery, problems: ['token-wrong-room'],
    answer: { status: 200, schema: object({ token: string, peerId: string, hostPeerId: string, expiresAt: time, visitor: string }, ['hostPeerId']) },
  },
  {
    method: 'get', path: '/api/live/explore', tag: 'rooms', summary: 'Live rooms that asked to be found, the most watched first.', query: exploreQuery,
    answer: { status: 200, schema: object({ rooms: list('A live room with its shareLink.'), total: count, next: { type: ['integer', 'null'] } }) },
  },
  {
    method: 'get', path: '/api/admin/live/rooms', tag: 'operator', summary: 'Every room; with an organisation’s key, its own.', keys: ['orgKey'], query: adminQuery,
    answer: { status: 200, schema: object({ totals: { type: 'object' }, rooms: list('A room as its operator sees it.'), total: count, next: { type: ['integer', 'null'] }, silentNodes: { type: 'array', items: string, description: 'The servers whose rooms are missing from it.' } }, ['silentNodes']) },
  },
  { method: 'get', path: '/router-rtp-capabilities', tag: 'rooms', summary: 'The media that the SFU speaks.', problems: ['busy'], answer: { status: 200, schema: { type: 'object' } } },
  { method: 'get', path: '/openapi.json', tag: 'operator', summary: 'This document.', answer: { status: 200, schema: { type: 'object' } } },
  { method: 'get', path: '/health/live', tag: 'operator', summary: 'Whether the process runs.', answer: { status: 200, schema: object({ status: { const: 'ok' } }) } },
  { method: 'get', path: '/health/ready', tag: 'operator', summary: 'Whether it can serve: 503 when not.', answer: { status: 200, schema: object({ status: { enum: ['ready', 'not-ready'] }, checks: { type: 'object' } }) } },
  { method: 'get', path: '/metrics', tag: 'operator', summary: 'Figures for Prometheus.', keys: ['orgKey'], answer: { status: 200, type: 'text/plain', schema: string } },
];
