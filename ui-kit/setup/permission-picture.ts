import { svg, type SVGTemplateResult } from 'lit';
import type { BrowserName } from './browser-name.ts';

/** Where the mark to press stands in a drawn window of 280 × 120, and what is drawn there. */
interface Drawing { readonly bar: 'top' | 'bottom'; readonly mark: SVGTemplateResult; readonly at: number; readonly menu?: readonly [x: number, y: number] }

const tune = svg`<path d="M-6 -3h6M4 -3h2M-6 3h2M0 3h6"></path><circle cx="2" cy="-3" r="2"></circle><circle cx="-2" cy="3" r="2"></circle>`;
const lock = svg`<rect x="-5" y="-1" width="10" height="7" rx="1.5"></rect><path d="M-3 -1v-2a3 3 0 0 1 6 0v2"></path>`;
const struckCamera = svg`<rect x="-7" y="-4" width="9" height="8" rx="2"></rect><path d="M2 -1l4 -2v6l-4 -2M-7 -6l13 12"></path>`;
const page = svg`<rect x="-6" y="-5" width="12" height="7" rx="1.5"></rect><path d="M-6 5h8M5 5h1"></path>`;
const gear = svg`<circle r="2.2"></circle><circle r="5.4" stroke-dasharray="2.3 1.9"></circle>`;

const drawings: Readonly<Record<BrowserName, Drawing>> = {
  chrome: { bar: 'top', mark: tune, at: 66, menu: [56, 44] },
  edge: { bar: 'top', mark: lock, at: 66, menu: [56, 44] },
  firefox: { bar: 'top', mark: struckCamera, at: 82, menu: [64, 44] },
  safari: { bar: 'top', mark: gear, at: 28, menu: [16, 44] },
  ios: { bar: 'bottom', mark: page, at: 62, menu: [48, 20] },
  android: { bar: 'top', mark: tune, at: 38, menu: [28, 44] },
  other: { bar: 'top', mark: gear, at: 66, menu: [56, 44] },
};

/** The two switches that matter, on. */
const menu = ([x, y]: readonly [number, number]): SVGTemplateResult => svg`
  <g transform="translate(${x} ${y})"><rect class="menu" width="136" height="56" rx="8"></rect>
    ${[16, 40].map((line) => svg`<path class="word" d="M14 ${line}h${line === 16 ? 44 : 60}"></path><rect class="on" x="102" y=${line - 7} width="24" height="14" rx="7"></rect><circle class="knob" cx="119" cy=${line} r="5"></circle>`)}</g>`;

/** A browser window with the place to press ringed. Decorative: the steps beside it say the same. It is not mirrored, since browsers' own bars are drawn for left and right. */
export function permissionPicture(name: BrowserName): SVGTemplateResult {
  const { bar, mark, at, menu: open } = drawings[name];
  const line = bar === 'top' ? 24 : 100;
  return svg`<svg viewBox="0 0 280 124" aria-hidden="true" fill="none" stroke-linecap="round" stroke-linejoin="round">
    <rect class="window" x="1" y="1" width="278" height="122" rx="12"></rect>
    ${name === 'safari' ? svg`<path class="word" d="M16 8.5h24M48 8.5h18M74 8.5h18"></path>` : svg``}
    <rect class="address" x="14" y=${line - 13} width="252" height="26" rx="13"></rect>
    <path class="word" d="M${at + 24} ${line}h${Math.min(110, 240 - at - 24)}"></path>
    ${open ? menu(open) : svg``}
    <circle class="ring" cx=${at} cy=${line} r="13"></circle>
    <g class="mark" transform="translate(${at} ${line})">${mark}</g>
  </svg>`;
}
