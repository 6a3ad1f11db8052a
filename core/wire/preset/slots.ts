/**
 * The slots a preset can fill or hide, with what each is for: `slots/names.ts` has the same, in the same order, and a
 * test holds the two together, for neither layer may import the other.
 */
export const presetSlots = {
  'header.actionPill': 'right of the host pill: follow button, badge',
  'header.promoChips': 'row under the header: ranking, gift goal, campaign',
  'header.topRightActions': 'top right, left of viewer count and close: share, custom calls to action',
  'viewport.sideCards': 'floating right column over the video: recommended cohosts, sponsors',
  'viewport.floatingFx': 'free overlay over the video, ignores the pointer: hearts, gift animations',
  'viewport.bannerTop': 'under the header: announcements',
  'viewport.bannerBottom': 'above the message box: welcome, guidelines',
  'actionBar.bottomLeft': 'left cluster by the chat input: quick reactions',
  'actionBar.bottomRight': 'right cluster by the chat input: gift, share',
  'sheet.interact': 'the "Interact" sheet: polls, questions, games',
  'sheet.effects': 'the "Effects" sheet: beauty, AR, music',
  'sheet.moreSettings': 'the settings sheet: fan club, about, campaigns',
  'sheet.guests': 'the "Go LIVE with guests" sheet (host): friends to invite',
  'sheet.setup': 'the pre-live panel (host): chips above, icon tiles below the preview',
  'endScreen.statsCards': 'stats grid after the stream: gifts, new followers',
  'endScreen.recommendations': '"watch next" after the stream: creators, replays',
  'endScreen.cta': 'bottom button row after the stream: go live again, share recap',
} as const satisfies Readonly<Record<string, string>>;

export type PresetSlot = keyof typeof presetSlots;
export const presetSlotNames = Object.keys(presetSlots) as readonly PresetSlot[];
