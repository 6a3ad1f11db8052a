import type { Clock } from '../../core/clock.ts';
import type { BroadcastOptions, Command, CommandOf } from '../../core/command.ts';
import { LiveError, type LiveErrorCode } from '../../core/errors.ts';
import type { RoomContext } from '../context.ts';
import { translate } from '../localize.ts';
import type { JoinAs } from '../phase.ts';
import type { MufRequest, ViewRequest } from '../requests.ts';
import { createCountdown } from './countdown.ts';

/** What the room's own attributes say about joining. */
export interface JoinFacts {
  readonly joinAs: JoinAs;
  readonly roomId: string | undefined;
  readonly token: string | undefined;
  readonly hostPeerId: string | undefined;
  /** Whether this broadcaster joins a room that is another's. */
  readonly joinsStage: boolean;
}

export interface RequestTarget {
  readonly room: () => RoomContext | undefined;
  readonly facts: () => JoinFacts;
  readonly focusChat: () => void;
  readonly toggleFullscreen: () => Promise<void>;
  readonly clock: Clock;
}

type ViewHandlers = { readonly [Type in ViewRequest['type']]: (request: Extract<ViewRequest, { type: Type }>, room: RoomContext) => void };

/** Nobody's fault, or said already. */
const quiet: ReadonlySet<LiveErrorCode> = new Set(['cancelled']);
/** Commands whose failure shows in a place of its own: the whole room, or the set-up's notice. A call at the wrong time does not. */
const toldElsewhere: ReadonlySet<Command['type']> = new Set(['BROADCAST_START', 'BROADCAST_JOIN', 'STREAM_WATCH', 'CAMERA_PRELOAD']);

export interface RequestHandler {
  /** Answers one `muf-request`. */
  handle(request: MufRequest): void;
  close(): void;
}

/** Carries out what the elements of one room ask for: commands go to the manager, the rest changes the view. */
export function createRequestHandler(target: RequestTarget): RequestHandler {
  let displayName: string | undefined;
  let countdown: ReturnType<typeof createCountdown> | undefined;

  const send = (command: Command): void => {
    const room = target.room();
    room?.manager.request(command).catch((cause: unknown) => complain(room, command, LiveError.from(cause)));
  };
  const named = (name: string | undefined) => {
    displayName = name || displayName;
    return displayName ? { displayName } : {};
  };
  const watch = (name?: string): void => {
    const { roomId, token, hostPeerId } = target.facts();
    send({ type: 'STREAM_WATCH', roomId: roomId ?? '', ...named(name), ...(hostPeerId ? { hostPeerId } : {}), ...(token ? { token } : {}) });
  };

  const handlers: ViewHandlers = {
    SHEET_OPEN: ({ sheet }, { view }) => view.$sheet.set(sheet),
    SHEET_CLOSE: (_, { view }) => view.$sheet.set(null),
    TAB_SHOW: ({ tab }, { view }) => view.$tab.set(tab),
    CHAT_OPEN: (_, { view }) => {
      view.$tab.set('chat');
      target.focusChat();
    },
    PEOPLE_OPEN: (_, { view }) => {
      if (view.$layout.get() === 'wide') view.$tab.set('people');
      else view.$sheet.set('people');
    },
    SHARE_OPEN: (_, { view }) => view.$sheet.set('share'),
    END_ASK: (_, { view }) => view.$sheet.set('end-confirm'),
    SOUND_BLOCKED: (_, { view }) => view.$soundBlocked.set(true),
    SOUND_UNLOCK: (_, { view }) => view.$soundBlocked.set(false),
    FULLSCREEN_TOGGLE: () => void target.toggleFullscreen().catch(() => {}),
    GO_LIVE: (request, { view }) => {
      countdown ??= createCountdown(target.clock, view.$countdown);
      countdown.start(() => send(startCommand(target.facts(), { ...named(request.displayName), ...(request.title ? { title: request.title } : {}) })));
    },
    COUNTDOWN_CANCEL: () => countdown?.cancel(),
    WATCH: (request) => watch(request.displayName),
    SETUP_RETURN: (_, room) => goBack(room),
    RETRY: (_, room) => (target.facts().joinAs === 'viewer' ? watch() : goBack(room)),
    TOAST_DISMISS: ({ id }, { view }) => view.dismissToast(id),
  };

  return {
    handle(request) {
      const room = target.room();
      if (!room) return;
      if (!isViewRequest(request, handlers)) return send(request);
      const handler = handlers[request.type] as (request: ViewRequest, room: RoomContext) => void;
      handler(request, room);
    },
    close: () => countdown?.cancel(),
  };
}

function isViewRequest(request: MufRequest, handlers: ViewHandlers): request is ViewRequest {
  return Object.hasOwn(handlers, request.type);
}

function startCommand({ joinsStage, roomId, token }: JoinFacts, options: Pick<BroadcastOptions, 'title' | 'displayName'>): CommandOf<'BROADCAST_START'> | CommandOf<'BROADCAST_JOIN'> {
  if (joinsStage && roomId && token) return { type: 'BROADCAST_JOIN', roomId, token, ...(options.displayName ? { displayName: options.displayName } : {}) };
  return { type: 'BROADCAST_START', ...options, ...(roomId ? { roomId } : {}), ...(token ? { token } : {}) };
}

function goBack({ view, manager }: RoomContext): void {
  const { $summary, $error } = manager.stores.session;
  view.$leftBehind.set($summary.get() ?? $error.get());
}

function complain({ view, locale }: RoomContext, command: Command, error: LiveError): void {
  if (quiet.has(error.code) || (toldElsewhere.has(command.type) && error.code !== 'illegal-transition')) return;
  view.toast(translate(locale.$locale.get(), `error.${error.code}`), error.retryable ? 'warning' : 'danger');
}
