interface SlotDescription {
  /** Where it appears. */
  readonly where: string;
  /** What integrators put there. */
  readonly holds: string;
}

/**
 * The frozen slots, in order. Everything else (types, docs, stories, the inspector) derives from this table.
 * Renaming or removing one is a major version; adding one is minor.
 */
export const slots = {
  'header.actionPill': { where: 'right of the host pill', holds: 'follow button, badge' },
  'header.promoChips': { where: 'row under the header', holds: 'ranking, gift goal, campaign' },
  'header.topRightActions': { where: 'top right, left of viewer count and close', holds: 'share, custom calls to action' },
  'viewport.sideCards': { where: 'floating right column over the video', holds: 'recommended cohosts, sponsors' },
  'viewport.floatingFx': { where: 'free overlay over the video, ignores the pointer', holds: 'hearts, gift animations' },
  'viewport.bannerTop': { where: 'under the header', holds: 'announcements' },
  'viewport.bannerBottom': { where: 'above the message box', holds: 'welcome, guidelines' },
  'actionBar.bottomLeft': { where: 'left cluster by the chat input', holds: 'quick reactions' },
  'actionBar.bottomRight': { where: 'right cluster by the chat input', holds: 'gift, share' },
  'sheet.interact': { where: 'the "Interact" sheet', holds: 'polls, questions, games' },
  'sheet.effects': { where: 'the "Effects" sheet', holds: 'beauty, AR, music' },
  'sheet.moreSettings': { where: 'the settings sheet', holds: 'fan club, about, campaigns' },
  'sheet.guests': { where: 'the "Go LIVE with guests" sheet (host)', holds: 'friends to invite' },
  'sheet.setup': { where: 'the pre-live panel (host)', holds: 'chips above, icon tiles below the preview' },
  'endScreen.statsCards': { where: 'stats grid after the stream', holds: 'gifts, new followers' },
  'endScreen.recommendations': { where: '"watch next" after the stream', holds: 'creators, replays' },
  'endScreen.cta': { where: 'bottom button row after the stream', holds: 'go live again, share recap' },
} as const satisfies Record<string, SlotDescription>;

export type SlotName = keyof typeof slots;
export type SlotRegion = SlotName extends `${infer Region}.${string}` ? Region : never;

export const slotNames = Object.keys(slots) as readonly SlotName[];

/** Names that other published docs use; deprecated, and shown before or after what fills the slot itself. */
export const slotAliases = {
  'setup.topChips': { slot: 'sheet.setup', position: 'start' },
  'setup.iconRow': { slot: 'sheet.setup', position: 'end' },
} as const satisfies Record<string, { readonly slot: SlotName; readonly position: 'start' | 'end' }>;

export type SlotAlias = keyof typeof slotAliases;
export type PlaceName = SlotName | SlotAlias;

/** Every name that has a mount of its own, in the order the mounts have in the page. */
export const placeNames: readonly PlaceName[] = slotNames.flatMap((name) => [...aliasesAt(name, 'start'), name, ...aliasesAt(name, 'end')]);

function aliasesAt(slot: SlotName, position: 'start' | 'end'): SlotAlias[] {
  return (Object.keys(slotAliases) as SlotAlias[]).filter((alias) => slotAliases[alias].slot === slot && slotAliases[alias].position === position);
}

export function isSlotName(name: string): name is SlotName {
  return Object.hasOwn(slots, name);
}

export function isSlotAlias(name: string): name is SlotAlias {
  return Object.hasOwn(slotAliases, name);
}

/** The frozen name behind a name or an alias. */
export function slotOf(name: PlaceName): SlotName {
  return isSlotAlias(name) ? slotAliases[name].slot : name;
}

export function regionOf(name: SlotName): SlotRegion {
  return name.slice(0, name.indexOf('.')) as SlotRegion;
}
