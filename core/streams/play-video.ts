import type { Blocked } from './viewer-stores.ts';

const isRefused = (error: unknown): boolean => (error as { name?: string }).name === 'NotAllowedError';

/** Starts a video, without its sound where the browser wants someone to tap first. Says what is kept back. */
export async function playVideo(video: HTMLVideoElement): Promise<Blocked> {
  try {
    await video.play();
    return 'nothing';
  } catch (error) {
    // Anything else means that another source has come, which is played for itself.
    if (!isRefused(error)) return 'nothing';
  }
  if (video.muted) return 'picture';
  video.muted = true;
  try {
    await video.play();
    return 'sound';
  } catch (error) {
    return isRefused(error) ? 'picture' : 'sound';
  }
}
