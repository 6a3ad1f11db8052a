import type { Data } from '../../core/data.ts';

/** One thing that was said. */
export interface CaptionLine {
  readonly text: string;
  /** Who said it, where that is not plain to see. */
  readonly speaker?: string;
}

/** Captions of a broadcaster come under this topic of `sendData`, as `{ text, speaker?, final? }`. */
export const captionTopic = 'captions';

/** Longer ones are cut: they would cover the picture. */
const textLimit = 300;

/** What came is a caption, or it is nothing. `final: false` is still being said, and is replaced by the next. */
export function captionOf(data: Data): (CaptionLine & { readonly final: boolean }) | null {
  if (typeof data !== 'object' || data === null || data instanceof Uint8Array || Array.isArray(data)) return null;
  const { text, speaker, final } = data as { text?: unknown; speaker?: unknown; final?: unknown };
  if (typeof text !== 'string' || !text.trim()) return null;
  return { text: text.trim().slice(0, textLimit), final: final !== false, ...(typeof speaker === 'string' && speaker.trim() ? { speaker: speaker.trim() } : {}) };
}

/** The text of a WebVTT cue, its `<v Speaker>` and other tags taken off (WebVTT §1.1). */
export function cueLines(cues: Iterable<{ readonly text?: string }>): readonly CaptionLine[] {
  return [...cues].flatMap(({ text = '' }) => {
    const speaker = /<v(?:\.[^\s>]*)?\s+([^>]+)>/.exec(text)?.[1]?.trim();
    const plain = text.replace(/<[^>]*>/g, '').trim().slice(0, textLimit);
    return plain ? [{ text: plain, ...(speaker ? { speaker } : {}) }] : [];
  });
}
