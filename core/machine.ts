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
