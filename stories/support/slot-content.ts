import type { SlotContent } from '../../core/slot-port.ts';
import type { SlotName } from '../../slots/names.ts';

const styles = new CSSStyleSheet();
styles.replaceSync(`
  .sample { font: 600 13px/1.2 system-ui, sans-serif; color: #fff; }
  .sample, .sample * { unicode-bidi: plaintext; }
  .sample:dir(rtl) { text-align: right; }
  .sample.pill, .sample.round { appearance: none; border: 0; cursor: pointer; display: inline-grid; place-items: center; min-height: 32px; padding: 0 14px; border-radius: 99px; background: #fff; color: #15161b; }
  .sample.round { inline-size: 44px; min-height: 44px; padding: 0; font-size: 20px; background: rgb(128 128 128 / 0.28); color: inherit; }
  .sample.chip { display: inline-flex; align-items: center; gap: 6px; min-height: 28px; padding: 0 12px; border-radius: 99px; background: rgb(15 16 21 / 0.7); white-space: nowrap; }
  .sample.banner { display: block; padding: 10px 14px; border-radius: 12px; background: rgb(15 16 21 / 0.74); font-weight: 450; }
  .sample.card { display: grid; gap: 4px; padding: 10px 12px; border-radius: 12px; background: rgb(15 16 21 / 0.74); }
  .sample.card small, .sample.tile small { font-weight: 450; opacity: 0.85; }
  .sample.fx { position: absolute; inset-inline-end: 18%; inset-block-end: 30%; font-size: 44px; }
  .sample.tile { display: grid; gap: 4px; padding: 14px; border-radius: 14px; color: inherit; background: color-mix(in srgb, currentColor 9%, transparent); }
  .sample.row { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); gap: 8px; color: inherit; }
  .sample.plain { appearance: none; border: 0; cursor: pointer; min-height: 44px; padding: 0 20px; border-radius: 99px; color: inherit; background: color-mix(in srgb, currentColor 10%, transparent); }
`);

/** The page's own styles for what it puts into slots: they reach the mounts, which stand in its own tree. */
export function wearSampleStyles(): void {
  if (!document.adoptedStyleSheets.includes(styles)) document.adoptedStyleSheets.push(styles);
}

/** A round button for the action bar. */
export function slotButton(face: string, label: string, slot = ''): HTMLElement {
  wearSampleStyles();
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'sample round', textContent: face, slot });
  button.setAttribute('aria-label', label);
  return button;
}

const tile = (title: string, text: string): string => `<span class="sample tile"><strong>${title}</strong><small>${text}</small></span>`;

/** Something of the kind integrators put there, in each of the slots. */
export const slotContent: Readonly<Record<SlotName, SlotContent>> = {
  'header.actionPill': '<button class="sample pill" type="button">Follow</button>',
  'header.promoChips': '<span class="sample chip">🏆 No. 4 in Music</span>',
  'header.topRightActions': '<button class="sample pill" type="button">Tickets</button>',
  'viewport.sideCards': '<span class="sample card">Next: Cy<small>Cello, 21:00</small><button class="sample pill" type="button">Remind me</button></span>',
  'viewport.floatingFx': '<span class="sample fx" aria-hidden="true">💜</span>',
  'viewport.bannerTop': '<span class="sample banner">Benefit for the music school</span>',
  'viewport.bannerBottom': ({ broadcasters }) => `<span class="sample banner">Welcome to ${broadcasters.length > 1 ? 'the stage' : 'the studio'}. Be kind to each other.</span>`,
  'actionBar.bottomLeft': '<button class="sample round" type="button" aria-label="Wave">👋</button>',
  'actionBar.bottomRight': '<button class="sample round" type="button" aria-label="Send a gift" data-muf-request="INTERACT_OPEN">🎁</button>',
  'sheet.interact': `<span class="sample row">${tile('Which piece next?', 'Poll, 3 choices')}${tile('Questions', '12 open')}</span>`,
  'sheet.effects': `<span class="sample row">${tile('Warm light', 'On')}${tile('Soft focus', 'Off')}</span>`,
  'sheet.moreSettings': tile('Friends of the studio', '4 € a month, two concerts more'),
  'sheet.guests': tile('Suggested', 'Iker and Jun play with you often'),
  'sheet.setup': `<span class="sample row">${tile('Effects', 'Warm light')}${tile('Music', 'None')}${tile('Goal', '200 €')}</span>`,
  'endScreen.statsCards': `<span class="sample row">${tile('38', 'new followers')}${tile('214 €', 'for the music school')}</span>`,
  'endScreen.recommendations': `<span class="sample row">${tile('Cy, cello', 'Live at 21:00')}${tile('Last week', 'Replay, 1 h 12')}</span>`,
  'endScreen.cta': '<button class="sample plain" type="button">Share the evening</button>',
};
