import type { LayoutName } from '../core/wire/signal/shapes.ts';
import type { Band, QualityCause } from '../core/media/quality/figures.ts';
import type { NetworkCause } from '../core/stores/network-test.ts';
import type { ShippedPreset } from '../core/wire/preset/name.ts';
import type { SlotRegion } from '../slots/names.ts';
import type { ViewerState } from '../core/streams/viewer-stores.ts';
import type { Phase } from '../ui-kit/phase.ts';
import type { SheetName, Toast } from '../ui-kit/view-store.ts';

/**
 * Every state that the code has a name for, and the story that shows it: the file, and the export in it. A state that
 * is new does not compile until it has one, and a test sees to it that the stories are there.
 */
type Shown<State extends string> = Readonly<Record<State, `${string}#${string}`>>;

const phases: Shown<Phase> = {
  unconfigured: 'live-room/phases#Unconfigured',
  setup: 'live-room/phases#SetUp',
  lobby: 'live-room/phases#Lobby',
  joining: 'live-room/phases#Joining',
  live: 'live-room/phases#LiveAsViewer',
  ended: 'live-room/phases#EndedForViewers',
  fatal: 'live-room/phases#RoomFull',
};

const sheets: Shown<SheetName> = {
  people: 'live-room/sheets#People',
  share: 'live-room/sheets#Share',
  settings: 'live-room/sheets#SettingsOfAHost',
  network: 'live-room/sheets#Network',
  interact: 'live-room/sheets#Interact',
  effects: 'live-room/sheets#Effects',
  guests: 'live-room/cohosts#Guests',
  person: 'live-room/cohosts#PersonSheet',
  audit: 'live-room/cohosts#AuditLog',
  keyboard: 'live-room/sheets#Keyboard',
  debug: 'live-room/sheets#Debug',
  permission: 'live-room/sheets#Permission',
  'end-confirm': 'live-room/sheets#EndConfirm',
};

const layouts: Shown<LayoutName> = {
  auto: 'live-room/stage#Three',
  immersive: 'live-room/layouts#Immersive',
  theatre: 'live-room/layouts#Theatre',
  grid: 'live-room/layouts#Grid',
  spotlight: 'live-room/layouts#Spotlight',
};

const slotRegions: Shown<SlotRegion> = {
  header: 'live-room/slots#HeaderOnly',
  viewport: 'live-room/slots#ViewportOnly',
  actionBar: 'live-room/slots#ActionBarOnly',
  sheet: 'live-room/slots#SheetInteract',
  endScreen: 'live-room/slots#AfterTheEnd',
};

const presets: Shown<ShippedPreset> = {
  'live-host': 'live-room/dress#PresetLiveHost',
  'live-viewer': 'live-room/dress#PresetLiveViewer',
  'webinar-host': 'live-room/dress#PresetWebinarHost',
  'webinar-participant': 'live-room/dress#PresetWebinarParticipant',
  'group-call-host': 'live-room/dress#PresetGroupCallHost',
  'group-call-participant': 'live-room/dress#PresetGroupCallParticipant',
  'audio-room': 'live-room/dress#PresetAudioRoom',
};

const themes: Shown<'dark' | 'light' | 'auto' | 'contrast' | 'arcade' | 'salon'> = {
  dark: 'live-room/dress#Dark',
  light: 'live-room/dress#Light',
  auto: 'live-room/dress#LikeTheSystem',
  contrast: 'live-room/dress#HighContrast',
  arcade: 'live-room/dress#Arcade',
  salon: 'live-room/dress#Salon',
};

const bands: Shown<Band> = {
  excellent: 'sheets/muf-network-sheet#Excellent',
  good: 'feedback/muf-network-badge#Good',
  fair: 'feedback/muf-network-badge#Fair',
  poor: 'feedback/muf-network-badge#Poor',
  lost: 'feedback/muf-network-badge#Lost',
};

const qualityCauses: Shown<QualityCause> = {
  offline: 'sheets/muf-network-sheet#Offline',
  'uplink-loss': 'sheets/muf-network-sheet#UplinkLoss',
  'uplink-bandwidth': 'sheets/muf-network-sheet#UplinkBandwidth',
  'downlink-loss': 'sheets/muf-network-sheet#DownlinkLoss',
  'downlink-bandwidth': 'sheets/muf-network-sheet#DownlinkBandwidth',
  latency: 'sheets/muf-network-sheet#Latency',
  cpu: 'sheets/muf-network-sheet#Processor',
  server: 'sheets/muf-network-sheet#Server',
};

const networkCauses: Shown<NetworkCause> = {
  none: 'setup/muf-network-test#Good',
  'server-unreachable': 'setup/muf-network-test#ServerUnreachable',
  'media-blocked': 'setup/muf-network-test#MediaBlocked',
  'slow-uplink': 'setup/muf-network-test#SlowUplink',
  'high-delay': 'setup/muf-network-test#HighDelay',
  'relay-only': 'setup/muf-network-test#RelayOnly',
  'tcp-only': 'setup/muf-network-test#TcpOnly',
};

const tones: Shown<Toast['tone']> = {
  info: 'feedback/muf-toasts#Info',
  warning: 'feedback/muf-toasts#Warning',
  danger: 'feedback/muf-toasts#Danger',
};

const players: Shown<ViewerState> = {
  idle: 'player/muf-player#Manual',
  connecting: 'player/muf-player#Connecting',
  waiting: 'player/muf-player#Waiting',
  playing: 'player/muf-player#Live',
  stalled: 'player/muf-player#Stalled',
  paused: 'player/muf-player#Paused',
  ended: 'player/muf-player#Ended',
  failed: 'player/muf-player#Unreachable',
};

export const states: Readonly<Record<string, Shown<string>>> = { phases, sheets, layouts, slotRegions, presets, themes, bands, qualityCauses, networkCauses, tones, players };
