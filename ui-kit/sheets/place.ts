export interface Box { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }
export interface Size { readonly width: number; readonly height: number }

/** Between a panel and what it stands beside, and between it and the room's edges, in px. */
const gap = 12;

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, Math.max(least, most)));

/** What of `room` can be seen in a window of this size; the window itself where there is no room. */
export function frameOf(room: Box | null, window: Size): Box {
  const whole = { left: 0, top: 0, right: window.width, bottom: window.height };
  if (!room) return whole;
  const seen = { left: clamp(room.left, 0, window.width), top: clamp(room.top, 0, window.height), right: clamp(room.right, 0, window.width), bottom: clamp(room.bottom, 0, window.height) };
  // A room scrolled away still gets its sheet, in the middle of what is seen.
  return seen.right - seen.left < 120 || seen.bottom - seen.top < 120 ? whole : seen;
}

/**
 * Where a panel's top left corner goes: above or below its opener, whichever side of the frame is roomier, and
 * never outside the frame. Without an opener, or with one too far in the middle, it is centred.
 */
export function besideOpener(frame: Box, panel: Size, opener: Box | null): { readonly left: number; readonly top: number } {
  const centre = { left: (frame.left + frame.right - panel.width) / 2, top: (frame.top + frame.bottom - panel.height) / 2 };
  const above = opener ? opener.top - frame.top : 0;
  const below = opener ? frame.bottom - opener.bottom : 0;
  const wanted = opener && {
    left: (opener.left + opener.right - panel.width) / 2,
    top: above > below ? opener.top - gap - panel.height : opener.bottom + gap,
  };
  const { left, top } = wanted ?? centre;
  return {
    left: clamp(left, frame.left + gap, frame.right - gap - panel.width),
    top: clamp(top, frame.top + gap, frame.bottom - gap - panel.height),
  };
}
