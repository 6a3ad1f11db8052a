/** Scripts that make `getUserMedia` fail as a real machine's would; each runs before the page's own. */

function failDevices(video: string | null, audio: string | null): void {
  const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = (constraints = {}) => {
    const name = (constraints.video ? video : null) ?? (constraints.audio ? audio : null);
    return name ? Promise.reject(new DOMException('as the test wants it', name)) : native(constraints);
  };
}

export interface DeviceFaults {
  /** The name of the `DOMException` that asking for a camera rejects with. */
  readonly video?: 'NotFoundError' | 'NotAllowedError' | 'NotReadableError';
  readonly audio?: 'NotFoundError' | 'NotAllowedError' | 'NotReadableError';
}

export const deviceFaults = ({ video, audio }: DeviceFaults): string =>
  `(${failDevices.toString()})(${JSON.stringify(video ?? null)}, ${JSON.stringify(audio ?? null)});`;
