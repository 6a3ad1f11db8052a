import type { Band } from '../../core/media/quality/figures.ts';
import type { IconName } from '../icons/icon.ts';

/** Bars that count down: what a band is can be seen without its colour. */
export const signalIcon: Readonly<Record<Band, IconName>> = {
  excellent: 'signal-full',
  good: 'signal-full',
  fair: 'signal-fair',
  poor: 'signal-poor',
  lost: 'signal-lost',
};

/** Whether people have to know: as long as all is well, nothing is shown. */
export const isWeak = (band: Band | undefined | null): band is 'fair' | 'poor' | 'lost' => band === 'fair' || band === 'poor' || band === 'lost';
