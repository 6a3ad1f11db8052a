/**
 * For Lit's `ref`: says how high the banner is, as `--banner` on its room, so that grids begin below what a page has put there.
 * An empty one counts for nothing. What watches it goes with it.
 */
export function bannerHeight(banner: Element | undefined): void {
  if (!banner) return;
  new ResizeObserver(([entry]) => {
    const height = entry?.borderBoxSize[0]?.blockSize ?? 0;
    // In the next frame: the stage measures itself anew then, which is too late in the one that has measured the banner.
    requestAnimationFrame(() => banner.closest<HTMLElement>('.room')?.style.setProperty('--banner', `${height}px`));
  }).observe(banner);
}
