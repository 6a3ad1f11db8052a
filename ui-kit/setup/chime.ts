/** Two soft notes, a fourth apart: E5 and A5. Hertz, and seconds from the start. */
const notes = [{ hertz: 659.25, at: 0 }, { hertz: 880, at: 0.22 }] as const;
const ringSec = 0.9;
const loudness = 0.18;

type Sink = { setSinkId?(id: string): Promise<void> };

function ring(context: AudioContext, { hertz, at }: (typeof notes)[number]): void {
  const tone = new OscillatorNode(context, { type: 'sine', frequency: hertz });
  const swell = new GainNode(context, { gain: 0 });
  const start = context.currentTime + at;
  swell.gain.setValueAtTime(0, start);
  swell.gain.linearRampToValueAtTime(loudness, start + 0.02);
  // Never quite silent: an exponential ramp cannot reach 0.
  swell.gain.exponentialRampToValueAtTime(0.0001, start + ringSec);
  tone.connect(swell).connect(context.destination);
  tone.start(start);
  tone.stop(start + ringSec);
}

/** Plays a short chime on a speaker, the system's own without an id. Resolves when it has sounded, or `signal` is aborted. */
export async function playChime(speaker: string | undefined, signal: AbortSignal): Promise<void> {
  const context = new AudioContext();
  try {
    // Not in every browser; where it is missing there is only one speaker to choose.
    if (speaker) await (context as Sink).setSinkId?.(speaker).catch(() => {});
    await context.resume();
    const { promise, resolve } = Promise.withResolvers<void>();
    signal.addEventListener('abort', () => resolve(), { once: true });
    for (const note of notes) ring(context, note);
    const end = new ConstantSourceNode(context, { offset: 0 });
    end.addEventListener('ended', () => resolve());
    end.start();
    end.stop(context.currentTime + notes[1].at + ringSec);
    if (!signal.aborted) await promise;
  } finally {
    await context.close();
  }
}
