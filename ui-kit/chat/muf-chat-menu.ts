import { css, html, nothing, type TemplateResult } from 'lit';
import type { ChatLine } from '../../core/stores/chat.ts';
import type { Self } from '../../core/wire/signal/replies.ts';
import { MufElement } from '../base.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { moveFocus, rescueFocus } from '../focus.ts';
import { icon, type IconName } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';
import { mayManage } from '../moderation/may-manage.ts';
import { besideOpener, frameOf } from '../sheets/place.ts';
import { roomOf } from '../sheets/room-of.ts';

interface Item { readonly name: string; readonly icon: IconName; readonly danger?: boolean; readonly run: (line: ChatLine) => void }

/**
 * What can be done with one chat line: answer it, pin it, take it back. Only what its reader may do is offered.
 *
 * @element muf-chat-menu
 * @csspart menu - The menu.
 * @csspart item - One act.
 */
export class MufChatMenu extends MufElement {
  static override properties = { line: { state: true } };
  static override styles = [shared, css`
    :host { display: contents }
    [popover] { position: fixed; inset: auto; left: var(--menu-left, 0); top: var(--menu-top, 0); margin: 0; padding: var(--muf-space-1); min-inline-size: 176px; border: 0; border-radius: var(--muf-radius-md); background: var(--muf-color-surface-raised); color: var(--muf-color-on-surface); box-shadow: var(--muf-elevation), 0 0 0 1px var(--muf-color-hairline) }
    [popover]:popover-open { animation: open var(--muf-fast) var(--muf-ease) }
    @keyframes open { from { opacity: 0; scale: 0.96 } }
    button { display: flex; align-items: center; gap: var(--muf-space-3); inline-size: 100%; min-block-size: var(--muf-target); padding: 0 var(--muf-space-3); border-radius: var(--muf-radius-sm); text-align: start }
    button:hover, button:focus-visible { background: color-mix(in srgb, var(--muf-color-on-surface) 8%, transparent) }
    button:focus-visible { outline-offset: -2px }
    .danger { color: var(--muf-color-danger) }
    svg { inline-size: 20px; block-size: 20px }
    svg:dir(rtl)[data-icon='reply'] { scale: -1 1 }
  `];

  declare protected line: ChatLine | undefined;
  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);
  readonly #pinned = this.watch((room) => room.manager.stores.chat.$pinned, null);
  #opener: HTMLElement | undefined;
  #off: (() => void) | undefined;

  constructor() {
    super();
    this.line = undefined;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#off?.();
  }

  /** Opens beside `opener`, which gets the focus back. */
  async open(line: ChatLine, opener: HTMLElement): Promise<void> {
    this.line = line;
    this.#opener = opener;
    await this.updateComplete;
    const menu = this.renderRoot.querySelector<HTMLElement>('[popover]');
    if (!menu || !opener.isConnected) return;
    menu.showPopover();
    // Somebody else may delete the line meanwhile.
    this.#off?.();
    this.#off = this.room?.manager.stores.chat.$lines.listen((lines) => {
      if (!lines.some(({ id }) => id === line.id)) this.#close();
    });
    opener.setAttribute('aria-expanded', 'true');
    const frame = frameOf(roomOf(this)?.getBoundingClientRect() ?? null, { width: innerWidth, height: innerHeight });
    const { left, top } = besideOpener(frame, { width: menu.offsetWidth, height: menu.offsetHeight }, opener.getBoundingClientRect());
    menu.style.setProperty('--menu-left', `${left}px`);
    menu.style.setProperty('--menu-top', `${top}px`);
    menu.querySelector('button')?.focus();
  }

  get #items(): readonly Item[] {
    const { line } = this;
    const self = this.#self.value;
    if (!line || !self) return [];
    const moderates = self.caps.includes('chat:moderate');
    const isPinned = this.#pinned.value?.id === line.id;
    return [
      { name: this.t('chat.reply'), icon: 'reply', run: ({ id, displayName, text }) => this.request({ type: 'REPLY_TO', line: { id, displayName, text } }) },
      ...(moderates ? [{ name: this.t(isPinned ? 'chat.unpin' : 'chat.pin'), icon: 'pin', run: ({ id }) => this.request({ type: 'CHAT_PIN', messageId: isPinned ? null : id }) } satisfies Item] : []),
      ...(this.#manages(line, self) ? [{ name: this.t('moderation.manage', { name: line.displayName || this.t('people.someone') }), icon: 'shield', run: ({ from, displayName }) => this.request({ type: 'PERSON_OPEN', person: { peerId: from, displayName } }) } satisfies Item] : []),
      ...(moderates || line.from === self.peerId ? [{ name: this.t('chat.delete'), icon: 'delete', danger: true, run: ({ id }) => this.request({ type: 'CHAT_DELETE', messageId: id }) } satisfies Item] : []),
    ];
  }

  #manages({ from, role, isModerator }: ChatLine, self: Self): boolean {
    const peer = this.room?.manager.stores.peers.$byId.get().get(from);
    return mayManage(self, peer ?? { peerId: from, role, ...(isModerator ? { isModerator } : {}) });
  }

  override render(): TemplateResult {
    return html`<div popover part="menu" role="menu" aria-label=${this.t('chat.options')} @keydown=${this.#key} @toggle=${this.#toggled}>
      ${this.#items.map((item) => html`<button part="item" role="menuitem" type="button" tabindex="-1" class=${item.danger ? 'danger' : nothing} @click=${() => this.#run(item)}>${icon(item.icon)}${item.name}</button>`)}
    </div>`;
  }

  #run(item: Item): void {
    const { line } = this;
    this.#close();
    if (line) item.run(line);
  }

  #close(): void {
    this.renderRoot.querySelector<HTMLElement>('[popover]')?.hidePopover();
  }

  #toggled(event: ToggleEvent): void {
    if (event.newState !== 'closed') return;
    this.#off?.();
    this.#opener?.removeAttribute('aria-expanded');
    const focused = this.renderRoot instanceof ShadowRoot ? this.renderRoot.activeElement : null;
    const opener = this.#opener;
    this.#opener = undefined;
    if (!focused) return;
    if (opener) moveFocus(opener);
    if (!opener?.isConnected) rescueFocus(this);
  }

  #key(event: KeyboardEvent): void {
    const items = [...this.renderRoot.querySelectorAll('button')];
    const at = items.findIndex((one) => one === event.target);
    const to = { ArrowDown: (at + 1) % items.length, ArrowUp: (at - 1 + items.length) % items.length, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === 'Tab') return this.#close();
    if (to === undefined) return;
    event.preventDefault();
    items[to]?.focus();
  }
}

define('muf-chat-menu', MufChatMenu);
declare global { interface HTMLElementTagNameMap { 'muf-chat-menu': MufChatMenu } }
