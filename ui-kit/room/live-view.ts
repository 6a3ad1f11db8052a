import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { bannerHeight } from './banner-height.ts';
import type { Shape } from './size.ts';

/** The room while it is live. Every slot stands here whatever the layout: only its place changes. */
export function liveView({ layout, short, stacked, row }: Shape): TemplateResult {
  return html`
    <div class="viewport" part="viewport">
      <muf-stage part="stage" exportparts="tile, video, avatar, tile-name, mic, signal, ring, veil, spotlight"></muf-stage>
      <div class="scrim top"></div>
      <div class="scrim bottom"></div>
      <div class="top-stack">
        <muf-header part="header" exportparts="pill, name: host-name, live, duration, count, network-badge, close">
          <slot name="header.actionPill" slot="header.actionPill"></slot>
          <slot name="header.promoChips" slot="header.promoChips"></slot>
          <slot name="header.topRightActions" slot="header.topRightActions"></slot>
        </muf-header>
        <div class="banner-top" ${ref(bannerHeight)}><slot name="viewport.bannerTop"></slot></div>
        <muf-notice exportparts="bar: connection-bar, card: notice-card"></muf-notice>
      </div>
      <div class="rail">
        <div class="side-cards"><slot name="viewport.sideCards"></slot></div>
        <muf-sound-unlock exportparts="button: sound-unlock"></muf-sound-unlock>
        <muf-controls part="controls" variant=${layout === 'wide' || short || row ? 'bar' : 'column'} ?tight=${layout === 'compact' || stacked}></muf-controls>
      </div>
      <muf-captions part="captions" exportparts="line: caption, speaker: caption-speaker"></muf-captions>
      <muf-reactions class="fx" exportparts="reaction"></muf-reactions>
      <div class="fx"><slot name="viewport.floatingFx"></slot></div>
      <muf-standing></muf-standing>
      <muf-cohost exportparts="invite-card, invite-accept, invite-decline"></muf-cohost>
    </div>
    <muf-side part="side" exportparts="tabs: side-tabs, tab: side-tab">
      <muf-chat part="chat" slot="chat" exportparts="log: chat-log, bar: chat-bar">
        <div class="banner-bottom"><slot name="viewport.bannerBottom"></slot></div>
        <slot name="actionBar.bottomLeft" slot="actionBar.bottomLeft"></slot>
        <slot name="actionBar.bottomRight" slot="actionBar.bottomRight"></slot>
      </muf-chat>
      <muf-viewer-list part="people" slot="people"></muf-viewer-list>
    </muf-side>
  `;
}
