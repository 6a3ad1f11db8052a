import type { RequestType } from '../../core/wire/signal/requests.ts';
import type { Handler } from './handler.ts';
import { mergeAudiences, raidAudience, splitAudience } from './handlers/audience.ts';
import { broadcastUrl } from './handlers/broadcast.ts';
import { chatSend, deleteMessage, pinMessage, react, setSlowMode, setTyping } from './handlers/chat.ts';
import { cancelCohostInvite, inviteCohost, leaveStage, removeCohost, requestCohost, respondCohostInvite, setAcceptInvitations, setLayout } from './handlers/cohost.ts';
import { closeConsumer, consume, setConsumerPaused, setPreferredLayer } from './handlers/consume.ts';
import { sendData, sendLossyData } from './handlers/data.ts';
import { endRoom, leave, setBroadcastPaused } from './handlers/lifecycle.ts';
import { auditLog, banPeer, mutePeer, removePeer, setModerator, unbanPeer } from './handlers/moderation.ts';
import { setDisplayName, setMetadata } from './handlers/profile.ts';
import { meshFailed, meshPublish, meshSignal } from './handlers/mesh.ts';
import { closeProducer, produce, setProducerPaused } from './handlers/produce.ts';
import { connectTransport, openTransport, restartIce } from './handlers/transport.ts';
import { whoAmI } from './handlers/whoami.ts';

/** `Join` has its own way in (`join.ts`); everything after it is here. A request without a handler does not compile. */
export const handlers: { readonly [Type in Exclude<RequestType, 'Join'>]: Handler<Type> } = {
  Leave: leave,
  EndRoom: endRoom,
  OpenTransport: openTransport,
  ConnectTransport: connectTransport,
  RestartIce: restartIce,
  MeshPublish: meshPublish,
  MeshSignal: meshSignal,
  MeshFailed: meshFailed,
  Produce: produce,
  SetProducerPaused: setProducerPaused,
  CloseProducer: closeProducer,
  Consume: consume,
  SetConsumerPaused: setConsumerPaused,
  SetPreferredLayer: setPreferredLayer,
  CloseConsumer: closeConsumer,
  BroadcastUrl: broadcastUrl,
  ChatSend: chatSend,
  DeleteMessage: deleteMessage,
  PinMessage: pinMessage,
  SetSlowMode: setSlowMode,
  MergeAudiences: mergeAudiences,
  SplitAudience: splitAudience,
  RaidAudience: raidAudience,
  InviteCohost: inviteCohost,
  RequestCohost: requestCohost,
  RespondCohostInvite: respondCohostInvite,
  CancelCohostInvite: cancelCohostInvite,
  SetAcceptInvitations: setAcceptInvitations,
  RemoveCohost: removeCohost,
  LeaveStage: leaveStage,
  SetLayout: setLayout,
  SetTyping: setTyping,
  React: react,
  SetBroadcastPaused: setBroadcastPaused,
  SendData: sendData,
  SendLossyData: sendLossyData,
  SetDisplayName: setDisplayName,
  SetMetadata: setMetadata,
  WhoAmI: whoAmI,
  RemovePeer: removePeer,
  BanPeer: banPeer,
  UnbanPeer: unbanPeer,
  MutePeer: mutePeer,
  SetModerator: setModerator,
  AuditLog: auditLog,
};
