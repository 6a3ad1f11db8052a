import { html, type TemplateResult } from 'lit';
import type { MessageKey } from '../localize.ts';
import type { SheetName } from '../view-store.ts';
import { need, type LazyTag } from './lazy.ts';

const tagOf: Readonly<Record<SheetName, LazyTag>> = {
  people: 'muf-people-sheet',
  share: 'muf-share-sheet',
  settings: 'muf-settings-sheet',
  network: 'muf-network-sheet',
  interact: 'muf-sheet',
  effects: 'muf-sheet',
  guests: 'muf-guests-sheet',
  person: 'muf-person-sheet',
  audit: 'muf-audit-sheet',
  keyboard: 'muf-keyboard-help',
  debug: 'muf-debug-sheet',
  permission: 'muf-permission-sheet',
  'end-confirm': 'muf-end-confirm',
};

/** All sheets stand in the room from the start, closed; the module of each comes with its first opening. */
export function sheetsView(open: SheetName | null, t: (key: MessageKey) => string): TemplateResult {
  if (open) need(tagOf[open]);
  return html`<div class="sheets">
    <muf-people-sheet></muf-people-sheet>
    <muf-share-sheet></muf-share-sheet>
    <muf-settings-sheet><slot name="sheet.moreSettings" slot="sheet.moreSettings"></slot></muf-settings-sheet>
    <muf-network-sheet></muf-network-sheet>
    <muf-sheet name="interact" heading=${t('layout.interact')}><slot name="sheet.interact"></slot></muf-sheet>
    <muf-sheet name="effects" heading=${t('layout.effects')}><slot name="sheet.effects"></slot></muf-sheet>
    <muf-guests-sheet><slot name="sheet.guests" slot="sheet.guests"></slot></muf-guests-sheet>
    <muf-person-sheet></muf-person-sheet>
    <muf-audit-sheet></muf-audit-sheet>
    <muf-keyboard-help></muf-keyboard-help>
    <muf-debug-sheet></muf-debug-sheet>
    <muf-permission-sheet></muf-permission-sheet>
    <muf-end-confirm></muf-end-confirm>
    <muf-shortcuts></muf-shortcuts>
    <muf-debug-recorder></muf-debug-recorder>
  </div>`;
}
