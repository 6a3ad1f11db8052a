import type { LiveErrorCode } from '../../core/errors.ts';

/** Whether the browser keeps a device from this page, which its own settings can undo. */
export const isBlocked = (code: LiveErrorCode): boolean => code === 'camera-refused' || code === 'mic-refused';
