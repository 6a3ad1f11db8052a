import type { Source } from '../../../core/wire/signal/shapes.ts';

/** What a peer's tracks are called under its id: `camera` and `mic` are it itself, its screen has a folder. */
const folder: Readonly<Record<Source, string>> = { camera: 'video', mic: 'audio', screen: 'screen/video', screenAudio: 'screen/audio' };

/** A picture is named by its lines as it was first sent; of a portrait, by its shorter side. */
export const videoTrackName = (peerId: string, source: Source, { width, height }: { readonly width: number; readonly height: number }): string =>
  `${peerId}/${folder[source]}/${Math.min(width, height)}p`;

export const audioTrackName = (peerId: string, source: Source): string => `${peerId}/${folder[source]}`;

/** Whose tracks these are, as the catalog says it: the peer itself, or its screen. */
export const planeSource = (peerId: string, source: Source): string => (source === 'screen' || source === 'screenAudio' ? `${peerId}:screen` : peerId);
