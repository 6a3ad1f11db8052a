import * as v from 'valibot';
import { isSafeJson, requestNumber } from './fields.ts';
import { eventSchemas, type SignalEvent } from './events.ts';
import { replySchemas, type Reply, type ReplyType } from './replies.ts';
import { requestSchemas, type Request, type RequestType } from './requests.ts';
import type { SignalErrorCode } from './errors.ts';
import type { Rate } from './limits.ts';

/** Which reply answers which request when it succeeds; `Error` answers any of them. */
export const replyFor = {
  Join: 'Welcome',
  Leave: 'Done',
  EndRoom: 'Done',
  OpenTransport: 'TransportOpened',
  ConnectTransport: 'Done',
  RestartIce: 'IceRestarted',
  MeshPublish: 'Produced',
  MeshSignal: 'Done',
  MeshFailed: 'Done',
  Produce: 'Produced',
  SetProducerPaused: 'Done',
  CloseProducer: 'Done',
  Consume: 'Consumed',
  SetConsumerPaused: 'Done',
  SetPreferredLayer: 'Done',
  CloseConsumer: 'Done',
  BroadcastUrl: 'BroadcastSigned',
  ChatSend: 'ChatAccepted',
  DeleteMessage: 'Done',
  PinMessage: 'Done',
  SetSlowMode: 'Done',
  MergeAudiences: 'Done',
  SplitAudience: 'Done',
  RaidAudience: 'Done',
  InviteCohost: 'CohostInviteOpened',
  RequestCohost: 'CohostInviteOpened',
  RespondCohostInvite: 'Done',
  CancelCohostInvite: 'Done',
  SetAcceptInvitations: 'Done',
  RemoveCohost: 'Done',
  LeaveStage: 'Done',
  SetLayout: 'Done',
  SetTyping: 'Done',
  React: 'Done',
  SetBroadcastPaused: 'Done',
  SendData: 'Done',
  SendLossyData: 'Done',
  SetDisplayName: 'Done',
  SetMetadata: 'Done',
  WhoAmI: 'Identity',
  RemovePeer: 'Done',
  BanPeer: 'Done',
  UnbanPeer: 'Done',
  MutePeer: 'Done',
  SetModerator: 'Done',
  AuditLog: 'AuditLines',
} as const satisfies Record<RequestType, ReplyType>;

export type ReplyTo<Type extends RequestType> = Extract<Reply, { type: (typeof replyFor)[Type] }>;

/** How often one peer may send each request. */
export const rates: Readonly<Record<RequestType, Rate>> = {
  Join: { burst: 3, perSecond: 0.2 },
  Leave: { burst: 2, perSecond: 1 },
  EndRoom: { burst: 2, perSecond: 1 },
  OpenTransport: { burst: 8, perSecond: 0.5 },
  ConnectTransport: { burst: 8, perSecond: 0.5 },
  RestartIce: { burst: 8, perSecond: 1 },
  MeshPublish: { burst: 12, perSecond: 2 },
  // Two connections that begin at once tell of some forty candidates.
  MeshSignal: { burst: 120, perSecond: 20 },
  MeshFailed: { burst: 4, perSecond: 0.5 },
  Produce: { burst: 8, perSecond: 1 },
  SetProducerPaused: { burst: 20, perSecond: 5 },
  CloseProducer: { burst: 8, perSecond: 2 },
  Consume: { burst: 20, perSecond: 5 },
  SetConsumerPaused: { burst: 40, perSecond: 20 },
  SetPreferredLayer: { burst: 40, perSecond: 20 },
  CloseConsumer: { burst: 40, perSecond: 20 },
  BroadcastUrl: { burst: 6, perSecond: 0.2 },
  ChatSend: { burst: 8, perSecond: 2 },
  DeleteMessage: { burst: 20, perSecond: 2 },
  PinMessage: { burst: 6, perSecond: 1 },
  SetSlowMode: { burst: 6, perSecond: 1 },
  MergeAudiences: { burst: 3, perSecond: 0.2 },
  SplitAudience: { burst: 3, perSecond: 0.2 },
  RaidAudience: { burst: 3, perSecond: 0.2 },
  InviteCohost: { burst: 8, perSecond: 0.5 },
  RequestCohost: { burst: 5, perSecond: 0.2 },
  RespondCohostInvite: { burst: 8, perSecond: 1 },
  CancelCohostInvite: { burst: 8, perSecond: 1 },
  SetAcceptInvitations: { burst: 6, perSecond: 1 },
  RemoveCohost: { burst: 8, perSecond: 1 },
  LeaveStage: { burst: 3, perSecond: 0.5 },
  SetLayout: { burst: 10, perSecond: 2 },
  SetTyping: { burst: 6, perSecond: 2 },
  React: { burst: 20, perSecond: 6 },
  SetBroadcastPaused: { burst: 6, perSecond: 1 },
  SendData: { burst: 20, perSecond: 5 },
  SendLossyData: { burst: 60, perSecond: 30 },
  SetDisplayName: { burst: 3, perSecond: 0.1 },
  SetMetadata: { burst: 10, perSecond: 1 },
  WhoAmI: { burst: 5, perSecond: 0.5 },
  RemovePeer: { burst: 10, perSecond: 1 },
  BanPeer: { burst: 10, perSecond: 1 },
  UnbanPeer: { burst: 10, perSecond: 1 },
  MutePeer: { burst: 10, perSecond: 1 },
  SetModerator: { burst: 10, perSecond: 1 },
  AuditLog: { burst: 10, perSecond: 1 },
};

export type ServerMessage = Reply | SignalEvent;

export type Parsed<Message> = { readonly ok: true; readonly message: Message } | { readonly ok: false; readonly code: SignalErrorCode; readonly id?: number; readonly detail: string };

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What both directions share: JSON, an object, not too deep, a known `type`, then that type's schema. */
function parse<Message>(text: string, schemas: Readonly<Record<string, v.GenericSchema>>): Parsed<Message> {
  const json = parseJson(text);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return { ok: false, code: 'bad-message', detail: 'not a JSON object' };
  const { type, id } = json as { type?: unknown; id?: unknown };
  const number = v.is(requestNumber, id) ? { id } : {};
  if (!isSafeJson(json)) return { ok: false, code: 'bad-message', ...number, detail: 'too deep, or with keys that reach prototypes' };
  if (typeof type !== 'string' || !Object.hasOwn(schemas, type)) return { ok: false, code: 'unknown-type', ...number, detail: `unknown type ${String(type).slice(0, 40)}` };
  const result = v.safeParse(schemas[type]!, json, { abortEarly: true });
  if (!result.success) {
    const issue = result.issues[0];
    return { ok: false, code: 'bad-message', ...number, detail: `${type}.${v.getDotPath(issue) ?? ''}: ${issue.message}` };
  }
  return { ok: true, message: result.output as Message };
}

/** Reads one frame from a page. The caller has checked its size. Never throws. */
export const parseRequest = (text: string): Parsed<Request> => parse(text, requestSchemas);

/** Reads one frame from the server. Unknown types come back as `unknown-type`, to be ignored and counted. Never throws. */
export const parseServerMessage = (text: string): Parsed<ServerMessage> => parse(text, { ...replySchemas, ...eventSchemas });
