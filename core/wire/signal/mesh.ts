import * as v from 'valibot';
import { id } from './fields.ts';
import { limits } from './limits.ts';

/** The ways media may go between those on stage: through the server, or from page to page. */
export const mediaPaths = ['sfu', 'mesh'] as const;

const candidateShape = v.strictObject({
  candidate: v.pipe(v.string(), v.maxLength(limits.candidate)),
  sdpMid: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(limits.id)))),
  sdpMLineIndex: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(64)))),
  usernameFragment: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(256)))),
});

/** `connection` names one connection of a pair: what belongs to an earlier one is told apart by it. */
const part = <const Kind extends string, Fields extends v.ObjectEntries>(kind: Kind, fields: Fields) => v.strictObject({ kind: v.literal(kind), ...fields });

/** What two pages say to each other to connect. The server passes it on unread, within these bounds. */
export const meshSignalShape = v.variant('kind', [
  part('description', { connection: id, description: v.strictObject({ type: v.picklist(['offer', 'answer']), sdp: v.pipe(v.string(), v.maxLength(limits.sdp)) }) }),
  part('candidate', { connection: id, candidate: candidateShape }),
  /** Make me an offer: a first one, or, for the `connection` that I have, one by a new path. */
  part('ask', { connection: v.optional(id) }),
  /** I have your pictures by this path now: the other one may end. */
  part('moved', { path: v.picklist(mediaPaths) }),
  /** How large I want this picture of yours: as of simulcast, the largest layer from 0, or nothing of it. */
  part('want', { source: v.picklist(['camera', 'screen']), layer: v.picklist([0, 1, 2, 'none']) }),
]);
export type MeshSignal = v.InferOutput<typeof meshSignalShape>;
