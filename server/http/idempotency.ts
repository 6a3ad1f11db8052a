import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../clock.ts';
import type { Records } from '../store/ports.ts';
import { HttpProblem } from './problem.ts';

export interface Answer { readonly status: number; readonly body: object }
interface Remembered extends Answer { readonly fingerprint: string }

export type Idempotent = (request: FastifyRequest, reply: FastifyReply, run: () => Promise<Answer>) => Promise<FastifyReply>;

const keepMs = 24 * 60 * 60 * 1000;
const hash = (...parts: readonly unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

/**
 * Lets a POST be sent again: with the same `Idempotency-Key` and the same caller, the first answer comes back for
 * 24 h. Two at once run once. A key used for another request is refused. What fails is not remembered.
 */
export function createIdempotency({ records, clock }: { records: Pick<Records, 'get' | 'put'>; clock: Clock }): Idempotent {
  const running = new Map<string, Promise<Remembered>>();

  async function once(key: string, fingerprint: string, run: () => Promise<Answer>): Promise<Remembered> {
    const known = (await records.get('idempotency', key)) as Remembered | undefined;
    if (known) return known;
    const answer = { ...(await run()), fingerprint };
    await records.put('idempotency', key, answer, { expiresAt: clock.now() + keepMs });
    return answer;
  }

  return async (request, reply, run) => {
    const given = request.headers['idempotency-key'];
    if (given === undefined) {
      const { status, body } = await run();
      return reply.code(status).send(body);
    }
    if (typeof given !== 'string' || given.length === 0 || given.length > 255) throw new HttpProblem('bad-input', 'An Idempotency-Key is 1 to 255 characters long.');
    const { 'x-org-id': orgId, 'x-org-key': orgKey, authorization } = request.headers;
    const key = hash(orgId, orgKey, authorization, request.routeOptions.url, given);
    const fingerprint = hash(request.url, request.body);
    const pending = running.get(key) ?? once(key, fingerprint, run).finally(() => running.delete(key));
    running.set(key, pending);
    const answer = await pending;
    if (answer.fingerprint !== fingerprint) throw new HttpProblem('idempotency-mismatch', 'Use a new key for each different request.');
    return reply.code(answer.status).send(answer.body);
  };
}
