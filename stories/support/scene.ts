import { ContextEvent } from '@lit/context';
import { createScenario, type Scenario, type ScenarioOptions } from '../../core/testing/index.ts';
import { roomContext, type RoomContext } from '../../ui-kit/context.ts';
import { silence } from '../../ui-kit/localize.ts';
import '../../ui-kit/muf-live-room.ts';
import '../../ui-kit/muf-room-provider.ts';
import type { SheetName, ViewStore } from '../../ui-kit/view-store.ts';
import { createPictures, type Pictures } from './pictures.ts';

/** What a story is about to show, and what it can be changed with. */
export interface Scene {
  readonly scenario: Scenario;
  readonly pictures: Pictures;
  /** What the story is about: in a room of its own unless it is the room. */
  readonly element: HTMLElement;
  /** `<muf-live-room>` or the provider around the element. */
  readonly room: HTMLElement;
  /** Runs `act` again and again while the story is shown. */
  every(ms: number, act: (turn: number) => void): void;
  /** Runs `act` once, when everything is drawn and listens. */
  soon(act: () => void): void;
}

export interface SceneOptions {
  /** How the room stands; live, since twelve minutes, by default. Its commands are answered. */
  readonly room?: ScenarioOptions;
  /** Fills the stores before anything is drawn. */
  readonly given?: (scene: Scene) => void;
  /** Changes what only the view knows, once there is one. */
  readonly view?: (view: ViewStore, scene: Scene) => void;
  /** Opens one of the sheets that every room has; the story then has no element beside it. */
  readonly sheet?: SheetName;
  /** Hosts have no pictures. */
  readonly dark?: boolean;
}

const livedMs = 724_000;

/** The room around an element, or that element's own. */
export function contextOf(room: Element): RoomContext | undefined {
  let found: RoomContext | undefined;
  room.dispatchEvent(new ContextEvent(roomContext, document.body, (context) => { found = context; }));
  return found;
}

/** Gives every tile that should have a picture one, also those that come later. The returned function stops it. */
function light({ stores }: Scenario, pictures: Pictures): () => void {
  const film = (name: string): MediaStream => pictures.camera(name);
  return stores.stage.$tiles.subscribe((tiles) => {
    if (!tiles.some(({ stream, videoOff }) => !stream && !videoOff)) return;
    stores.stage.$tiles.set(tiles.map((tile) => (tile.stream || tile.videoOff ? tile : { ...tile, stream: tile.source === 'screen' ? pictures.screen() : film(tile.displayName), hasVideo: true })));
  });
}

/** One's own camera, once one is on stage or about to be. */
export function turnCameraOn({ scenario: { stores }, pictures }: Pick<Scene, 'scenario' | 'pictures'>, name = 'Ada'): void {
  stores.devices.applyLocal({ stream: pictures.camera(name), hasVideo: true, hasAudio: true, mirrored: false, status: 'ready' });
  stores.devices.$devices.set({
    camera: [{ id: 'desk', label: 'Desk camera' }, { id: 'piano', label: 'Camera over the piano' }],
    microphone: [{ id: 'studio', label: 'Studio microphone' }],
    speaker: [{ id: 'headphones', label: 'Headphones' }, { id: 'monitors', label: 'Monitors' }],
  });
}

class StandingScene implements Scene {
  readonly scenario: Scenario;
  readonly pictures: Pictures = createPictures();
  readonly element: HTMLElement;
  readonly room: HTMLElement;
  readonly #stops: (() => void)[] = [];

  constructor(tag: string, options: SceneOptions) {
    const isRoom = tag === 'muf-live-room' || tag === 'muf-room-provider';
    this.scenario = createScenario({ now: Date.now() - livedMs, answers: true, viewers: 8, chatLines: 6, ...options.room });
    this.element = document.createElement(tag);
    this.room = isRoom ? this.element : document.createElement('muf-room-provider');
    if (!isRoom && !options.sheet) this.room.append(this.element);
    if (options.room?.role === 'host' && this.scenario.state !== 'IDLE' && !options.dark) turnCameraOn(this);
    if (!options.dark) this.#stops.push(light(this.scenario, this.pictures));
    options.given?.(this);
    (this.room as HTMLElementTagNameMap['muf-room-provider']).manager = this.scenario;
    this.#whenThere(options);
  }

  every(ms: number, act: (turn: number) => void): void {
    let turn = 0;
    const timer = setInterval(() => act(turn++), ms);
    this.#stops.push(() => clearInterval(timer));
  }

  soon(act: () => void): void {
    const look = (): void => {
      // Until the words of its language have come, the room says nothing.
      if (contextOf(this.room)?.locale.$locale.get().dictionary === silence) timer = setTimeout(look, 50);
      else act();
    };
    let timer = setTimeout(look, 250);
    this.#stops.push(() => clearTimeout(timer));
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.pictures.close();
  }

  #whenThere({ view, sheet }: SceneOptions): void {
    const context = contextOf(this.room);
    if (!context) return;
    view?.(context.view, this);
    if (sheet) context.view.$sheet.set(sheet);
  }
}

const standing = new Map<Element, StandingScene>();

/** The scene on a canvas; a story that is drawn again, with other controls, keeps its scene. */
export function sceneOn(canvas: Element, tag: string, options: SceneOptions): Scene {
  const known = standing.get(canvas);
  if (known) return known;
  const scene = new StandingScene(tag, options);
  standing.set(canvas, scene);
  return scene;
}

export function closeScene(canvas: Element): void {
  standing.get(canvas)?.close();
  standing.delete(canvas);
}
