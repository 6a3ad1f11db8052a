import type { ChatLine } from '../../core/stores/chat.ts';
import type { Scene } from './scene.ts';

/** What a friendly evening says. */
export const talk = [
  'hello from Lisbon', 'that was great', 'can you show the keys again?', 'brava, brava', 'what microphone is this?', 'first time here, love it', 'sound is perfect',
  'one more please', 'the left hand in bar nine is lovely', 'is there a recording?', 'good night from Tashkent 🌙', 'this made my week',
] as const;

let made = 0;

function line(scene: Scene, change: Partial<ChatLine> = {}): ChatLine {
  const viewers = scene.scenario.stores.peers.$viewers.get();
  const index = (made += 1);
  const writer = viewers[index % Math.max(1, viewers.length)];
  return {
    id: `talk-${index}`, from: writer?.peerId ?? 'web-9', role: 'viewer', displayName: writer?.displayName ?? 'Noor', text: talk[index % talk.length] ?? '',
    sentAt: Date.now(), status: 'sent', isSelf: false, ...change,
  };
}

/** Adds lines to the chat, newest last. */
export function addLines(scene: Scene, ...changes: readonly Partial<ChatLine>[]): readonly ChatLine[] {
  const added = changes.map((change) => line(scene, change));
  const { chat } = scene.scenario.stores;
  chat.$lines.set([...chat.$lines.get(), ...added].slice(-500));
  return added;
}

/** A line of whoever looks. */
export function ownLine(scene: Scene, text: string, status: ChatLine['status']): Partial<ChatLine> {
  const self = scene.scenario.stores.session.$self.get();
  return { text, status, isSelf: true, from: self?.peerId ?? '', displayName: self?.displayName ?? '', clientId: `own-${text}`, role: self?.role ?? 'viewer' };
}

/** A line that answers the newest one. */
export function answeringLine(scene: Scene, text: string): Partial<ChatLine> {
  const answered = scene.scenario.stores.chat.$lines.get().at(-1);
  return answered ? { text, replyTo: answered.id, quote: { from: answered.from, displayName: answered.displayName, text: answered.text } } : { text };
}

/** Fifty lines a second. */
export function flood(scene: Scene): void {
  scene.every(100, () => void addLines(scene, {}, {}, {}, {}, {}));
}
