/** Takes the picture out of the page, or back into it. */
export function togglePip(video: HTMLVideoElement): void {
  void (document.pictureInPictureElement === video ? document.exitPictureInPicture() : video.requestPictureInPicture()).catch(() => {});
}
