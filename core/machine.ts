/** The life of a manager: `IDLE → INITIALIZING → ACTIVE → ENDING → IDLE`. */
export const liveStates = ['IDLE', 'INITIALIZING', 'ACTIVE', 'ENDING'] as const;
export type LiveState = (typeof liveStates)[number];

/** From each state, the states it may go to. A failed start returns to `IDLE`; `ENDING` always reaches it. */
export const transitions: Readonly<Record<LiveState, readonly LiveState[]>> = {
  IDLE: ['INITIALIZING'],
  INITIALIZING: ['ACTIVE', 'ENDING', 'IDLE'],
  ACTIVE: ['ENDING'],
  ENDING: ['IDLE'],
};

export const mayGo = (from: LiveState, to: LiveState): boolean => transitions[from].includes(to);

const anytime: readonly LiveState[] = liveStates;
const whenLive: readonly LiveState[] = ['ACTIVE'];
/** During `INITIALIZING` these cancel the start. */
const toLeave: readonly LiveState[] = ['INITIALIZING', 'ACTIVE'];
/** One's own camera and microphone can be set before going live too. */
const withDevices: readonly LiveState[] = ['IDLE', 'INITIALIZING', 'ACTIVE'];

/** In which states each call of a manager is possible; anywhere else it rejects with `IllegalTransition`. */
export const callableIn = {
  preloadCamera: withDevices,
  startBroadcast: ['IDLE'],
  joinAsCoBroadcaster: ['IDLE'],
  joinAsViewer: ['IDLE'],
  endBroadcast: toLeave,
  leaveStream: toLeave,
  setLocalAudioMute: withDevices,
  setLocalVideoEnabled: withDevices,
  switchCamera: withDevices,
  setMirror: anytime,
  selectDevice: withDevices,
  devices: anytime,
  testNetwork: ['IDLE'],
  pauseBroadcast: whenLive,
  resumeBroadcast: whenLive,
  setVideoQuality: whenLive,
  sendChat: whenLive,
  retryChat: whenLive,
  sendReaction: whenLive,
  deleteMessage: whenLive,
  pinMessage: whenLive,
  setSlowMode: whenLive,
  mergeAudiences: whenLive,
  splitAudience: whenLive,
  raidAudience: whenLive,
  setTyping: whenLive,
  inviteCohost: whenLive,
  requestCohost: whenLive,
  respondCohostInvite: whenLive,
  cancelCohostInvite: whenLive,
  removeCohost: whenLive,
  setRoomAcceptInvitations: whenLive,
  leaveStage: whenLive,
  directLayout: whenLive,
  startScreenShare: whenLive,
  stopScreenShare: whenLive,
  createCohostLink: whenLive,
  revokeCohostLink: whenLive,
  sendData: whenLive,
  setDisplayName: whenLive,
  setMetadata: whenLive,
  subscribe: whenLive,
  unsubscribe: whenLive,
  removePeer: whenLive,
  banPeer: whenLive,
  unbanPeer: whenLive,
  mutePeer: whenLive,
  makeModerator: whenLive,
  auditLog: whenLive,
  whoami: whenLive,
} as const satisfies Record<string, readonly LiveState[]>;

export type Call = keyof typeof callableIn;

export const mayCall = (state: LiveState, call: Call): boolean => (callableIn[call] as readonly LiveState[]).includes(state);
