import assert from 'node:assert/strict';
import { main, type Model, type Person } from './model.ts';
import type { Member, World } from './world.ts';

type Seen = Readonly<Record<string, unknown>>;

const byId = <Item extends { id: string }>(items: Item[]): Item[] => items.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** What this peer's stores must show. */
function expected({ roomId }: World, model: Model, person: Person): Seen {
  const audience = model.at(person);
  return {
    state: 'ACTIVE',
    self: { name: person.name, role: person.onStage ? 'host' : 'viewer', team: person.team, muted: person.muted, hasRoom: person.onStage && model.host === person.id },
    room: { status: model.status, host: model.host },
    stage: byId(model.stage.map(({ id, name, team, muted, paused, linked }) => ({ id, name, team, muted, hasRoom: id === model.host, paused, away: !linked }))),
    audience: audience === main ? (model.host ?? roomId) : audience,
    viewers: byId(model.viewersOf(audience).map(({ id, name, team, muted }) => ({ id, name, team, muted }))),
    count: model.viewersOf(audience).length,
    invites: model.invites.filter(({ viewer }) => person.onStage || viewer === person.id).map(({ kind, viewer }) => ({ kind, id: viewer })),
    typing: [],
    connection: 'connected',
  };
}

function shown({ manager: { state, stores } }: Member): Seen {
  const self = stores.session.$self.get();
  const room = stores.session.$room.get();
  const team = (metadata: unknown): unknown => (metadata as { team?: string } | undefined)?.team;
  return {
    state,
    self: { name: self?.displayName, role: self?.role, team: team(self?.metadata), muted: self?.muted ?? false, hasRoom: self?.isOriginalHost },
    room: { status: room?.status, host: room?.hostPeerId },
    stage: byId(stores.peers.$broadcasters.get().map((peer) => ({ id: peer.peerId, name: peer.displayName, team: team(peer.metadata), muted: peer.muted ?? false, hasRoom: peer.isOriginalHost, paused: peer.paused, away: peer.awayUntil !== undefined }))),
    audience: stores.audience.$hostPeerId.get(),
    viewers: byId(stores.peers.$viewers.get().map((peer) => ({ id: peer.peerId, name: peer.displayName, team: team(peer.metadata), muted: peer.muted ?? false }))),
    count: stores.audience.$viewerCount.get(),
    invites: stores.invites.$invites.get().map(({ kind, peerId }) => ({ kind, id: peerId })),
    typing: stores.chat.$typing.get(),
    connection: stores.connection.$connection.get().status,
  };
}

/** Everything said in the audience is there once and in order, and nothing that was said where this peer never was. */
function checkChat(model: Model, person: Person, { manager }: Member): void {
  const all = manager.stores.chat.$lines.get();
  const texts = all.filter(({ status }) => status === 'sent').map(({ text }) => text);
  const log = model.lines.get(model.at(person)) ?? [];
  assert.deepEqual(all.filter(({ status }) => status === 'pending'), [], `${person.id}: lines still pending`);
  assert.equal(new Set(texts).size, texts.length, `${person.id}: a line is there twice`);
  assert.deepEqual(texts.filter((text) => log.includes(text)), log, `${person.id}: not what was said in ${model.at(person)}`);
  const allowed = new Set([...person.visited].flatMap((audience) => model.lines.get(audience) ?? []));
  assert.deepEqual(texts.filter((text) => !allowed.has(text)), [], `${person.id}: lines of another audience`);
}

function checkData({ id, data }: Person, { heard }: Member): void {
  const told = heard.map(({ data: what }) => String(what));
  assert.equal(new Set(told).size, told.length, `${id}: data came twice`);
  assert.deepEqual(told.filter((what) => data.includes(what)), data, `${id}: data is missing, or out of order`);
}

/** Once nothing is under way: every page that is connected shows what the model says, every other one is idle or trying. */
export function check(world: World, model: Model): void {
  for (const person of model.people.values()) {
    const member = world.members.get(person.id)!;
    checkData(person, member);
    if (!person.page) {
      assert.equal(member.manager.state, 'IDLE', `${person.id} is out`);
    } else if (person.linked) {
      assert.deepEqual(shown(member), expected(world, model, person), person.id);
      checkChat(model, person, member);
    }
  }
  assert.deepEqual(world.faults, []);
}
