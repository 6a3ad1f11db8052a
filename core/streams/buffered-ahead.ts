/** What of a media element is buffered from its playhead on without a hole, in ms. */
export function bufferedAheadMs({ buffered, currentTime }: Pick<HTMLMediaElement, 'buffered' | 'currentTime'>): number {
  for (let index = 0; index < buffered.length; index++) {
    // A playhead that was put to the beginning may be rounded to just before it.
    if (buffered.start(index) <= currentTime + 0.01 && buffered.end(index) > currentTime) return (buffered.end(index) - currentTime) * 1000;
  }
  return 0;
}
