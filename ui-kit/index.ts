/** The package's `./ui-kit`: the room and its elements. Importing it registers the room; what the room needs later comes later. */
export { MufElement } from './base.ts';
export { createRoomContext, roomContext, type RoomContext } from './context.ts';
export { define } from './define.ts';
export { icon, iconNames, type IconName } from './icons/icon.ts';
export type { Dictionary, MessageKey, PartialDictionary } from './localize.ts';
export { registerLanguage } from './locales/register.ts';
export { MufLiveRoom } from './muf-live-room.ts';
export { mount, type MountOptions } from './mount.ts';
export type { JoinAs, Phase } from './phase.ts';
export type { MufRequest, ViewRequest } from './requests.ts';
export { StoreController } from './store-controller.ts';
export { themeSheets, type ThemeName } from './theme.ts';
export type { SheetName, Toast, ViewStore } from './view-store.ts';
