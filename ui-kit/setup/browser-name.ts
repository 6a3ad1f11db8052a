export const browserNames = ['chrome', 'edge', 'firefox', 'safari', 'ios', 'android', 'other'] as const;

/** Browsers by where they keep a page's permissions. On iOS all of them are Safari inside. */
export type BrowserName = (typeof browserNames)[number];

/** `touchPoints` tells an iPad, which calls itself a Mac, from one. */
export function browserName(userAgent: string, touchPoints = 0): BrowserName {
  if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1)) return 'ios';
  if (/Android/.test(userAgent)) return /Firefox\//.test(userAgent) ? 'other' : 'android';
  if (/Firefox\//.test(userAgent)) return 'firefox';
  if (/Edg\//.test(userAgent)) return 'edge';
  if (/Chrom(e|ium)\//.test(userAgent)) return 'chrome';
  return /Safari\//.test(userAgent) ? 'safari' : 'other';
}
