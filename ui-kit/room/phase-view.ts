import { html, type TemplateResult } from 'lit';
import type { LiveErrorCode } from '../../core/errors.ts';
import type { Phase } from '../phase.ts';
import { need } from './lazy.ts';
import { liveView } from './live-view.ts';
import type { Shape } from './size.ts';

/** Where the live room is fetched, so that it is there when it is needed. */
export const beforeLive: ReadonlySet<Phase> = new Set(['lobby', 'setup', 'joining', 'live']);

/** What fills the room in each phase. */
export function phaseView(phase: Phase, shape: Shape, error: LiveErrorCode, isHost: boolean, joinsStage: boolean): TemplateResult {
  need('muf-toasts');
  if (beforeLive.has(phase)) need('muf-joining', 'muf-stage', 'muf-viewer-list');
  switch (phase) {
    case 'live':
      // Here before it is asked for: it takes note of the End button while that still has the focus.
      if (isHost) need('muf-end-confirm');
      return liveView(shape);
    case 'joining':
      return html`<muf-joining class="whole"></muf-joining>`;
    case 'lobby':
      need('muf-lobby');
      return html`<muf-lobby class="whole"></muf-lobby><muf-rehearsal .shape=${shape}></muf-rehearsal>`;
    case 'setup':
      need('muf-setup', 'muf-countdown');
      return html`<muf-setup class="whole" ?untitled=${joinsStage}><slot name="sheet.setup" slot="sheet.setup"></slot></muf-setup><muf-countdown></muf-countdown><muf-rehearsal .shape=${shape}></muf-rehearsal>`;
    case 'ended':
      need('muf-end-screen');
      return html`<muf-end-screen class="whole">
        <slot name="endScreen.statsCards" slot="endScreen.statsCards"></slot>
        <slot name="endScreen.recommendations" slot="endScreen.recommendations"></slot>
        <slot name="endScreen.cta" slot="endScreen.cta"></slot>
      </muf-end-screen>`;
    case 'fatal':
      if (error === 'removed' || error === 'banned') {
        need('muf-sent-out');
        return html`<muf-sent-out class="whole" code=${error}></muf-sent-out>`;
      }
      need('muf-fatal');
      return html`<muf-fatal class="whole" code=${error}></muf-fatal>`;
    case 'unconfigured':
      need('muf-fatal');
      return html`<muf-fatal class="whole" code="no-server" final></muf-fatal>`;
  }
}
