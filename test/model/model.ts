import { limits } from '../../core/wire/signal/limits.ts';
import { Verdicts } from './verdicts.ts';

/** What one peer should be, whatever happened to its sockets. */
export interface Person {
  readonly id: string;
  readonly tokenRole: 'host' | 'viewer';
  /** Whose audience its token names. */
  readonly anchor: string;
  /** Its manager runs. */
  page: boolean;
  /** It has a place in the room. */
  place: boolean;
  /** Its line reaches the server. */
  linked: boolean;
  /** It is counted: a server that was restarted counts a viewer again when their page is back. */
  counted: boolean;
  /** When the server gives its place up. */
  goneAt: number;
  onStage: boolean;
  since: number;
  name: string;
  team: string | undefined;
  paused: boolean;
  /** Its page has paused, and says so again to a server that has forgotten it. */
  pausing: boolean;
  /** The audience it came for; it is in `movedTo` of that. */
  home: string;
  muted: boolean;
  /** The audience they were in when moderation was last asked about them. */
  judgedIn: string;
  /** Lines that wait for the connection. */
  unsent: string[];
  /** Audiences it has been in since its page joined. */
  visited: Set<string>;
  /** What `DATA` it must have heard: it was connected when that was sent. */
  data: string[];
}

export interface Invite { readonly kind: 'invite' | 'request'; readonly from: string; readonly viewer: string; readonly expiresAt: number }

export const main = 'room';
const seats = 4;

/** The room as it should be: membership, stage, audiences and chat, without sockets, stores or protocols. */
export class Model {
  status: 'none' | 'waiting' | 'live' | 'ended' = 'none';
  host: string | undefined;
  accepts = false;
  now: number;
  readonly people: Map<string, Person>;
  readonly movedTo = new Map<string, string>();
  readonly lines = new Map<string, string[]>();
  /** Audiences that anyone may come for. */
  readonly known = new Set<string>();
  readonly sentOff = new Set<string>();
  readonly verdicts = new Verdicts();
  invites: Invite[] = [];

  constructor(people: readonly Pick<Person, 'id' | 'tokenRole' | 'anchor'>[], now: number) {
    this.now = now;
    this.people = new Map(people.map((person) => [person.id, {
      ...person, page: false, place: false, linked: true, counted: false, goneAt: Infinity, onStage: false, since: 0, name: person.id, team: undefined, paused: false, pausing: false,
      home: main, muted: false, judgedIn: main, unsent: [], visited: new Set<string>(), data: [],
    }]));
  }

  get here(): Person[] {
    return [...this.people.values()].filter(({ place }) => place);
  }

  get stage(): Person[] {
    return this.here.filter(({ onStage }) => onStage);
  }

  at({ home }: Pick<Person, 'home'>): string {
    return this.movedTo.get(home) ?? home;
  }

  viewersOf(audience: string): Person[] {
    return this.here.filter((person) => person.counted && !person.onStage && this.at(person) === audience);
  }

  /** Broadcasters in an audience that is not their own. */
  guestsOf(audience: string): Person[] {
    return this.stage.filter((person) => this.at(person) === audience && person.home !== audience);
  }

  /** The code of a join's refusal, or nothing when it is one. */
  refusal(person: Person): string | undefined {
    // A run of its own begins: nobody has moved yet.
    if (this.status === 'ended') return person.id === 'h0' ? this.verdicts.barred(person.id, [person.id], this.now) : 'room-ended';
    const home = this.#homeFor(person);
    const barred = this.verdicts.barred(person.id, [home, this.at({ home })], this.now);
    if (barred) return barred;
    if (person.tokenRole === 'host' && this.sentOff.has(person.id)) return 'not-allowed';
    return person.tokenRole === 'host' && this.freeSeats === 0 ? 'room-full' : undefined;
  }

  get freeSeats(): number {
    return seats - this.stage.length - this.invites.filter(({ kind }) => kind === 'invite').length;
  }

  join(person: Person): void {
    if (this.status === 'ended') this.#renew();
    if (this.status === 'none') this.status = 'waiting';
    person.onStage = person.tokenRole === 'host';
    if (person.onStage) this.host ??= person.id;
    Object.assign(person, { page: true, place: true, counted: true, goneAt: Infinity, since: this.now, name: person.id, team: undefined, paused: person.page && person.onStage && person.pausing, pausing: person.page && person.pausing, home: this.#homeFor(person), visited: new Set(person.page ? person.visited : []) });
    this.known.add(this.at(person));
    if (person.onStage) this.status = 'live';
    this.#judge(person);
    this.visit();
    this.flush(person);
  }

  /** Lines that waited are posted where their writer is now, unless they have been muted meanwhile. */
  flush(person: Person): void {
    const silent = person.muted && !person.onStage;
    for (const line of person.unsent.splice(0)) if (!silent) this.post(person, line);
  }

  post(person: Person, text: string): void {
    const audience = this.at(person);
    this.lines.set(audience, [...(this.lines.get(audience) ?? []), text]);
  }

  /** The place is given up. */
  remove(person: Person): void {
    person.place = false;
    person.goneAt = Infinity;
    const wasOnStage = person.onStage;
    person.onStage = false;
    this.invites = this.invites.filter(({ viewer, from }) => viewer !== person.id && from !== person.id);
    if (wasOnStage) this.#stageLeft(person);
    if (this.here.length === 0 && this.status === 'waiting') this.#empty();
  }

  end(): void {
    this.status = 'ended';
    this.invites = [];
    for (const person of this.here) {
      person.onStage = false;
      // Whoever is away reads of the end when they come back in time, and is refused after that.
      if (person.linked) Object.assign(person, { page: false, place: false });
      else Object.assign(person, { place: false, goneAt: this.now + limits.resumeMs });
      person.unsent = [];
    }
  }

  promote(person: Person): void {
    this.sentOff.delete(person.id);
    this.invites = this.invites.filter(({ viewer }) => viewer !== person.id);
    const audience = this.at(person);
    Object.assign(person, { onStage: true, since: this.now, home: person.id });
    this.#settle(person.id, audience);
  }

  demote(person: Person, removed: boolean): void {
    this.invites = this.invites.filter(({ from }) => from !== person.id);
    Object.assign(person, { onStage: false, paused: false });
    this.#judge(person);
    const audience = this.at(person);
    if (audience === person.home) for (const guest of this.guestsOf(audience)) this.goHome(guest);
    this.#dissolve(person.id, audience === person.home ? (this.movedTo.get(main) ?? main) : audience);
    if (removed && person.tokenRole === 'host') this.sentOff.add(person.id);
    this.#stageLeft(person);
    this.visit();
  }

  merge(person: Person, to: Person, forGood: boolean): void {
    const destination = this.at(to);
    this.#sendGuestsHome(person);
    const { home } = person;
    this.#settle(home, destination);
    if (forGood) for (const other of this.here) if (other.home === home && !other.onStage) other.home = destination;
    this.visit();
  }

  split(person: Person): void {
    this.known.add(person.home);
    if (this.at(person) === person.home) this.#sendGuestsHome(person);
    else this.goHome(person);
    this.visit();
  }

  goHome(person: Person): void {
    this.movedTo.delete(person.home);
    this.known.add(person.home);
  }

  /** Everyone has seen where they are now. */
  visit(): void {
    for (const person of this.here) {
      person.visited.add(this.at(person));
      // On stage they keep what they came with.
      if (person.judgedIn !== this.at(person) && !person.onStage) this.#judge(person);
      person.judgedIn = this.at(person);
    }
  }

  pass(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const due = [...this.people.values()].filter(({ goneAt, place }) => place && goneAt <= end).toSorted((a, b) => a.goneAt - b.goneAt)[0];
      if (!due) break;
      this.now = due.goneAt;
      this.invites = this.invites.filter(({ expiresAt }) => expiresAt > this.now);
      this.remove(due);
    }
    this.now = end;
    this.invites = this.invites.filter(({ expiresAt }) => expiresAt > end);
  }

  runsOutWithin(ms: number): boolean {
    return this.here.some(({ goneAt }) => goneAt <= this.now + ms);
  }

  restart(): void {
    this.invites = [];
    this.known.clear();
    if (this.status === 'waiting') this.#forgotten();
    for (const person of [...this.stage, ...this.here.filter(({ onStage }) => !onStage)]) {
      // Whose host has gone meanwhile comes to the main audience.
      if (!person.onStage && !this.known.has(person.home) && !this.movedTo.has(person.home)) person.home = main;
      this.known.add(this.at(person));
      this.#judge(person);
      if (person.linked) continue;
      Object.assign(person, { goneAt: this.now + limits.resumeMs, counted: false, paused: false });
    }
    for (const person of this.people.values()) if (!person.place) person.goneAt = Infinity;
    this.visit();
  }

  /** The audience their token leads to. */
  #homeFor({ id, tokenRole, anchor }: Person): string {
    const named = tokenRole === 'host' ? id : anchor;
    const isMain = named === this.host || (tokenRole !== 'host' && !this.known.has(named) && !this.movedTo.has(named));
    return isMain ? main : named;
  }

  #judge(person: Person): void {
    person.muted = this.verdicts.isMuted(person.id, [person.home, this.at(person)]);
    person.judgedIn = this.at(person);
  }

  /** A room that never began is not written down: whoever waits in it comes again as the token says. */
  #forgotten(): void {
    const waiting = this.here;
    this.#empty();
    for (const person of waiting) person.place = false;
    for (const person of waiting) if (person.linked) this.join(person);
  }

  #stageLeft(person: Person): void {
    if (this.status !== 'live') return;
    if (this.stage.length === 0) return this.end();
    if (person.id === this.host) this.#succeed();
  }

  #succeed(): void {
    const heir = this.stage.toSorted((a, b) => Number(!a.linked) - Number(!b.linked) || a.since - b.since)[0]!;
    this.host = heir.id;
    this.movedTo.delete(main);
    this.known.add(main);
    this.#sendGuestsHome(heir);
    this.#dissolve(heir.id, main);
    this.visit();
  }

  #sendGuestsHome(person: Person): void {
    if (this.at(person) !== person.home) return;
    for (const guest of this.guestsOf(person.home)) this.goHome(guest);
  }

  #dissolve(home: string, to: string): void {
    const people = this.here.filter((person) => person.home === home);
    this.#settle(home, to);
    for (const person of people) person.home = to;
  }

  #settle(home: string, to: string): void {
    if (home === to) this.movedTo.delete(home);
    else this.movedTo.set(home, to);
  }

  #renew(): void {
    this.status = 'waiting';
    this.host = undefined;
    this.#empty();
    this.status = 'waiting';
  }

  #empty(): void {
    this.status = 'none';
    this.movedTo.clear();
    this.known.clear();
    this.sentOff.clear();
  }
}
