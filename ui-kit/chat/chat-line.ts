import { html, nothing, type TemplateResult } from 'lit';
import type { ChatLine } from '../../core/stores/chat.ts';
import { avatar } from '../people/avatar.ts';
import { tokenise } from './links.ts';

/** The words and the act a line needs from its log. */
export interface LineWords {
  readonly someone: string;
  readonly badge: string | null;
  readonly time: string;
  readonly sending: string;
  readonly failed: string;
  readonly retry: string;
  readonly onRetry: () => void;
}

/** One chat line. Name and text are bound as text: nothing in them is ever markup. */
export function chatLine(line: ChatLine, words: LineWords): TemplateResult {
  const name = line.displayName || words.someone;
  return html`
    <div class="line ${line.status}" part="line" data-id=${line.id} aria-busy=${line.status === 'pending' ? 'true' : 'false'}>
      ${avatar(name, line.avatarUrl)}
      <p class="body">
        <span class="who"><bdi class="name" part="name" title=${name}>${name}</bdi>${words.badge ? html`<span class="badge" part="badge">${words.badge}</span>` : nothing}<time part="time" datetime=${new Date(line.sentAt).toISOString()}>${words.time}</time></span>
        <span class="text" part="text" dir="auto">${tokenise(line.text).map((piece) => ('href' in piece
          ? html`<a part="link" href=${piece.href} target="_blank" rel="noopener noreferrer nofollow">${piece.text}</a>`
          : piece.text))}</span>
        ${line.status === 'pending' ? html`<span class="visually-hidden">${words.sending}</span>` : nothing}
        ${line.status === 'failed' ? html`<span class="failed" part="failed">${words.failed} <button type="button" part="retry" @click=${words.onRetry}>${words.retry}</button></span>` : nothing}
      </p>
    </div>
  `;
}
