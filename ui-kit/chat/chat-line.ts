import { html, nothing, type TemplateResult } from 'lit';
import type { ChatLine } from '../../core/stores/chat.ts';
import { icon } from '../icons/icon.ts';
import { avatar } from '../people/avatar.ts';
import { piecesOf, type ChatPiece } from './mention-pieces.ts';

/** The words and the acts a line needs from its log. */
export interface LineWords {
  readonly someone: string;
  readonly badge: string | null;
  readonly time: string;
  readonly sending: string;
  readonly failed: string;
  readonly retry: string;
  readonly options: string;
  /** Set when the line mentions whoever reads it. */
  readonly mentioned: string | null;
  /** Of those the line mentions, as far as they are known. */
  readonly names: readonly string[];
  readonly onRetry: () => void;
}

const piece = (part: ChatPiece): TemplateResult | string => {
  if ('href' in part) return html`<a part="link" href=${part.href} target="_blank" rel="noopener noreferrer nofollow">${part.text}</a>`;
  return 'mention' in part ? html`<span class="mention" part="mention">${part.text}</span>` : part.text;
};

const quote = ({ quote: answered }: ChatLine, someone: string): TemplateResult | typeof nothing =>
  answered ? html`<span class="quote" part="quote">${icon('reply')}<span><bdi>${answered.displayName || someone}</bdi> ${answered.text}</span></span>` : nothing;

/** One chat line. Name and text are bound as text: nothing in them is ever markup. */
export function chatLine(line: ChatLine, words: LineWords): TemplateResult {
  const name = line.displayName || words.someone;
  return html`
    <div class="line ${line.status} ${words.mentioned ? 'mentioned' : ''}" part="line" data-id=${line.id} aria-busy=${line.status === 'pending' ? 'true' : 'false'}>
      ${avatar(name, line.avatarUrl)}
      <p class="body">
        ${quote(line, words.someone)}
        <span class="who"><bdi class="name" part="name" title=${name}>${name}</bdi>${words.badge ? html`<span class="badge ${line.role}" part="badge">${words.badge}</span>` : nothing}<time part="time" datetime=${new Date(line.sentAt).toISOString()}>${words.time}</time></span>
        <span class="text" part="text" dir="auto">${piecesOf(line.text, words.names).map(piece)}</span>
        ${words.mentioned ? html`<span class="visually-hidden">${words.mentioned}</span>` : nothing}
        ${line.status === 'pending' ? html`<span class="visually-hidden">${words.sending}</span>` : nothing}
        ${line.status === 'failed' ? html`<span class="failed" part="failed">${words.failed} <button type="button" part="retry" @click=${words.onRetry}>${words.retry}</button></span>` : nothing}
      </p>
      ${line.status === 'sent' ? html`<button class="options" part="options" type="button" tabindex="-1" aria-haspopup="menu" aria-label=${words.options} title=${words.options}>${icon('more')}</button>` : nothing}
    </div>
  `;
}
