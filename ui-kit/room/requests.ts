import type { Clock } from '../../core/clock.ts';
import type { BroadcastOptions, Command, CommandOf } from '../../core/command.ts';
import { LiveError, type LiveErrorCode } from '../../core/errors.ts';
import type { RoomContext } from '../context.ts';
import { choose } from '../layout/layouts.ts';
import { translate } from '../localize.ts';
import type { MufRequest, ViewRequest } from '../requests.ts';
import { createCountdown, type Countdown } from './countdown.ts';
import { isBlocked } from '../setup/blocked.ts';
import type { JoinFacts } from './join-facts.ts';

export interface RequestTarget {
  readonly room: () => RoomContext | undefined;
  readonly facts: () => JoinFacts;
  readonly focusChat: () => void;
  readonly toggleFullscreen: () => Promise<void>;
  readonly clock: Clock;
}

/** What the handlers below can do beside changing the view. */
interface Desk extends RequestTarget {
  goLive(request: Extract<ViewRequest, { type: 'GO_LIVE' }>): void;
  cancelCountdown(): void;
  watch(displayName?: string): void;
}

type ViewHandlers = { readonly [Type in ViewRequest['type']]: (request: Extract<ViewRequest, { type: Type }>, room: RoomContext, desk: Desk) => void };

const handlers: ViewHandlers = {
  SHEET_OPEN: ({ sheet }, { view }) => view.$sheet.set(sheet),
  SHEET_CLOSE: (_, { view }) => view.$sheet.set(null),
  TAB_SHOW: ({ tab }, { view }) => view.$tab.set(tab),
  CHAT_OPEN: (_, { view }, desk) => {
    view.$tab.set('chat');
    desk.focusChat();
  },
  REPLY_TO: ({ line }, { view }, desk) => {
    view.$replyTo.set(line);
    if (line) desk.focusChat();
  },
  PEOPLE_OPEN: (_, { view }) => {
    if (view.$layout.get() === 'wide') view.$tab.set('people');
    else view.$sheet.set('people');
  },
  PERSON_OPEN: ({ person }, { view }) => {
    view.$person.set(person);
    view.$sheet.set('person');
  },
  SHARE_OPEN: (_, { view }) => view.$sheet.set('share'),
  END_ASK: (_, { view }) => view.$sheet.set('end-confirm'),
  SOUND_BLOCKED: (_, { view }) => view.$soundBlocked.set(true),
  SOUND_UNLOCK: (_, { view }) => view.$soundBlocked.set(false),
  // Refused without a user's gesture, or where the page may not: then it stays as it is.
  FULLSCREEN_TOGGLE: (_, __, desk) => void desk.toggleFullscreen().catch(() => {}),
  LAYOUT_CHOOSE: ({ layout }, room) => choose(room, { layout, tile: null }),
  TILE_SPOTLIGHT: ({ tile }, room) => choose(room, { tile }),
  CAPTIONS_SHOW: ({ shown }, { view }) => view.$captions.set(shown ? 'on' : 'off'),
  GO_LIVE: (request, _, desk) => desk.goLive(request),
  COUNTDOWN_CANCEL: (_, __, desk) => desk.cancelCountdown(),
  WATCH: ({ displayName }, _, desk) => desk.watch(displayName),
  SETUP_RETURN: (_, room) => goBack(room),
  RETRY: (_, room, desk) => (desk.facts().joinAs === 'viewer' ? desk.watch() : goBack(room)),
  TOAST_DISMISS: ({ id }, { view }) => view.dismissToast(id),
};

/** Nobody's fault, or said already. */
const quiet: ReadonlySet<LiveErrorCode> = new Set(['cancelled']);
/** Commands whose failure shows in a place of its own: the whole room, or the set-up's notice. A call at the wrong time does not. */
const toldElsewhere: ReadonlySet<Command['type']> = new Set(['BROADCAST_START', 'BROADCAST_JOIN', 'STREAM_WATCH', 'CAMERA_PRELOAD']);

/** Carries out what the elements of one room ask for: commands go to the manager, the rest changes the view. */
export class RequestHandler {
  readonly #target: RequestTarget;
  readonly #desk: Desk;
  #countdown: Countdown | undefined;
  #displayName: string | undefined;

  constructor(target: RequestTarget) {
    this.#target = target;
    this.#desk = {
      ...target,
      goLive: (request) => this.#goLive(request),
      cancelCountdown: () => this.close(),
      watch: (displayName) => this.#watch(displayName),
    };
  }

  /** Answers one `muf-request`. */
  handle(request: MufRequest): void {
    const room = this.#target.room();
    if (!room) return;
    if (!isViewRequest(request)) return this.#send(request);
    const handler = handlers[request.type] as (request: ViewRequest, room: RoomContext, desk: Desk) => void;
    handler(request, room, this.#desk);
  }

  close(): void {
    this.#countdown?.cancel();
    this.#countdown = undefined;
  }

  #send(command: Command): void {
    const room = this.#target.room();
    room?.manager.request(command).catch((cause: unknown) => complain(room, command, LiveError.from(cause)));
  }

  #goLive({ title, displayName }: Extract<ViewRequest, { type: 'GO_LIVE' }>): void {
    const room = this.#target.room();
    if (!room || this.#countdown) return;
    this.#countdown = createCountdown(this.#target.clock, room.view.$countdown);
    this.#countdown.start(() => {
      this.#countdown = undefined;
      this.#send(startCommand(this.#target.facts(), { ...this.#named(displayName), ...(title ? { title } : {}) }));
    });
  }

  #watch(displayName?: string): void {
    const { roomId, token, hostPeerId } = this.#target.facts();
    this.#send({ type: 'STREAM_WATCH', roomId: roomId ?? '', ...this.#named(displayName), ...(hostPeerId ? { hostPeerId } : {}), ...(token ? { token } : {}) });
  }

  /** The name said last also holds for another try. */
  #named(displayName: string | undefined): { displayName?: string } {
    this.#displayName = displayName || this.#displayName;
    return this.#displayName ? { displayName: this.#displayName } : {};
  }
}

function isViewRequest(request: MufRequest): request is ViewRequest {
  return Object.hasOwn(handlers, request.type);
}

function startCommand({ joinsStage, roomId, token, newRoom }: JoinFacts, options: Pick<BroadcastOptions, 'title' | 'displayName'>): CommandOf<'BROADCAST_START'> | CommandOf<'BROADCAST_JOIN'> {
  if (joinsStage && roomId && token) return { type: 'BROADCAST_JOIN', roomId, token, ...(options.displayName ? { displayName: options.displayName } : {}) };
  return { type: 'BROADCAST_START', ...newRoom, ...options, ...(roomId ? { roomId } : {}), ...(token ? { token } : {}) };
}

function goBack({ view, manager }: RoomContext): void {
  const { $summary, $error } = manager.stores.session;
  view.$leftBehind.set($summary.get() ?? $error.get());
}

function complain({ view, locale }: RoomContext, command: Command, error: LiveError): void {
  if (quiet.has(error.code) || (toldElsewhere.has(command.type) && error.code !== 'illegal-transition')) return;
  // Whoever is on stage reads of it there.
  if (command.type === 'COHOST_RESPOND' && isBlocked(error.code)) {
    view.$refused.set(command);
    view.$sheet.set('permission');
    return;
  }
  view.toast(translate(locale.$locale.get(), `error.${error.code}`), error.retryable ? 'warning' : 'danger');
}
