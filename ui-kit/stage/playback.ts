/**
 * Starts a video and stays honest about sound: where the browser refuses sound before a tap, the picture plays
 * muted and `blocked` is told. Returns when the video plays, or will be tried again by a later call.
 */
export async function startPlayback(video: HTMLVideoElement, blocked: () => void): Promise<void> {
  try {
    await video.play();
  } catch (error) {
    // AbortError: a newer stream or pause() overtook this call, which is not a refusal.
    if (!(error instanceof DOMException) || error.name !== 'NotAllowedError' || video.muted) return;
    video.muted = true;
    blocked();
    await video.play().catch(() => {});
  }
}

/** Sends a video's sound to the chosen speaker, where the browser can; a speaker that was unplugged leaves the present one. */
export function routeSound(video: HTMLVideoElement, speaker: string | undefined): void {
  if (speaker === undefined || !('setSinkId' in video) || video.sinkId === speaker) return;
  video.setSinkId(speaker).catch(() => {});
}
