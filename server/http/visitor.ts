import type { FastifyRequest } from 'fastify';
import type { Visitor, Visitors } from '../auth/visitors.ts';

/** A header, not the query: it is kept for long, and addresses get into logs. */
export const visitorHeader = 'x-muf-visitor';

/** Whom the page says it was at an earlier visit, if we said so then; else someone new. */
export function visitorOf({ headers }: FastifyRequest, visitors: Visitors): Visitor {
  const given = headers[visitorHeader];
  return visitors.meet(typeof given === 'string' && given.length <= 256 ? given : undefined);
}
