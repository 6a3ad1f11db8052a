import type { Self } from '../../core/wire/signal/replies.ts';
import { MufElement } from '../base.ts';
import type { RoomContext } from '../context.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import type { MessageKey } from '../localize.ts';

/** What to tell someone whose standing has changed; `null` where nothing has. */
export function standingNews(before: Self, now: Self): { readonly text: MessageKey; readonly tone: 'info' | 'warning' } | null {
  const [was, is] = [before, now].map(({ caps }) => caps.includes('chat:moderate'));
  if (!before.muted !== !now.muted) return now.muted ? { text: 'moderation.iMuted', tone: 'warning' } : { text: 'moderation.iUnmuted', tone: 'info' };
  // Whoever goes on stage or comes from it hears of that instead.
  if (was === is || before.role !== now.role) return null;
  return { text: is ? 'moderation.iModerator' : 'moderation.iNoModerator', tone: 'info' };
}

/**
 * Tells me when I was muted or made a moderator. Shows nothing itself: the room's notices do.
 *
 * @element muf-standing
 */
export class MufStanding extends MufElement {
  #off: (() => void) | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#off?.();
  }

  protected override roomChanged(room: RoomContext | undefined): void {
    this.#off?.();
    this.#off = room?.manager.stores.session.$self.listen((now, before) => {
      const news = now && before && standingNews(before, now);
      if (news) room.view.toast(this.t(news.text), news.tone);
    });
  }
}

define('muf-standing', MufStanding);
declare global { interface HTMLElementTagNameMap { 'muf-standing': MufStanding } }
