import type { ReadableAtom } from 'nanostores';
import { createAudienceStore } from './stores/audience.ts';
import { createChatStore } from './stores/chat.ts';
import { createConnectionStore } from './stores/connection.ts';
import { createDevicesStore } from './stores/devices.ts';
import { createInvitesStore } from './stores/invites.ts';
import { createModerationStore } from './stores/moderation.ts';
import { createNetworkTestStore } from './stores/network-test.ts';
import { createPeersStore } from './stores/peers.ts';
import { createQualityStore } from './stores/quality.ts';
import { createSessionStore } from './stores/session.ts';
import { createStageStore } from './stores/stage.ts';

/** All that a room knows, one group per concern. Applications read; only `dispatch` and the managers write. */
export function createStores() {
  return {
    session: createSessionStore(),
    connection: createConnectionStore(),
    peers: createPeersStore(),
    stage: createStageStore(),
    audience: createAudienceStore(),
    chat: createChatStore(),
    invites: createInvitesStore(),
    devices: createDevicesStore(),
    quality: createQualityStore(),
    moderation: createModerationStore(),
    networkTest: createNetworkTestStore(),
  };
}

export type Stores = ReturnType<typeof createStores>;

type ReadonlyGroup<Group> = {
  readonly [Name in keyof Group as Name extends `$${string}` ? Name : never]: Group[Name] extends ReadableAtom<infer Value> ? ReadableAtom<Value> : never;
};

/** The stores as everyone but the core sees them: to read and to listen to. */
export type ReadonlyStores = { readonly [Name in keyof Stores]: ReadonlyGroup<Stores[Name]> };
