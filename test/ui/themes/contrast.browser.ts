import { expect } from '@open-wc/testing';
import { themeSheets } from '../../../ui-kit/theme.ts';

type Rgb = readonly [number, number, number];
interface Colour { readonly rgb: Rgb; readonly alpha: number }

const roles = [
  'surface', 'surface-raised', 'on-surface', 'on-surface-muted', 'accent', 'on-accent', 'live', 'on-live', 'positive', 'warning',
  'danger', 'on-danger', 'hairline', 'focus', 'scrim', 'on-video', 'on-video-muted', 'chrome',
] as const;
type Role = (typeof roles)[number];

const surfaces = ['surface', 'surface-raised'] as const;
const texts = ['on-surface', 'on-surface-muted', 'accent', 'positive', 'warning', 'danger'] as const;
/** WCAG 2.2 §1.4.3: text; §1.4.11: what is not text. */
const ofText = 4.5, ofShapes = 3;

function host(theme: string): HTMLElement {
  const element = document.createElement('div');
  element.attachShadow({ mode: 'open' }).adoptedStyleSheets = themeSheets(theme);
  document.body.append(element);
  return element;
}

function read(element: HTMLElement, role: Role): Colour {
  const value = getComputedStyle(element).getPropertyValue(`--muf-color-${role}`).trim();
  expect(CSS.supports('color', value), `${role}: ${value}`).to.equal(true);
  const probe = document.createElement('i');
  probe.style.color = value;
  document.body.append(probe);
  const [red = 0, green = 0, blue = 0, alpha = 1] = getComputedStyle(probe).color.match(/[\d.]+/g)?.map(Number) ?? [];
  expect(getComputedStyle(probe).color, role).to.not.equal('');
  probe.remove();
  return { rgb: [red, green, blue], alpha };
}

function over({ rgb, alpha }: Colour, backdrop: Rgb): Rgb {
  const mix = (at: 0 | 1 | 2): number => rgb[at] * alpha + backdrop[at] * (1 - alpha);
  return [mix(0), mix(1), mix(2)];
}

/** WCAG 2.2, relative luminance. */
function luminance(rgb: Rgb): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: Rgb, other: Rgb): number {
  const [high, low] = [luminance(one), luminance(other)].toSorted((left, right) => right - left) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

it('the measure is that of WCAG', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).to.be.closeTo(21, 0.01);
  expect(contrast([118, 118, 118], [255, 255, 255])).to.be.closeTo(4.54, 0.01);
});

for (const theme of ['dark', 'light']) {
  describe(`the ${theme} theme`, () => {
    let element: HTMLElement;

    before(() => (element = host(theme)));
    after(() => element.remove());

    it('has every role', () => {
      for (const role of roles) read(element, role);
      expect(getComputedStyle(element).getPropertyValue('--muf-elevation')).to.not.equal('');
      expect(getComputedStyle(element).colorScheme).to.equal(theme);
    });

    for (const surface of surfaces) for (const text of texts) {
      it(`${text} can be read on ${surface}`, () => expect(contrast(read(element, text).rgb, read(element, surface).rgb)).to.be.at.least(ofText));
    }

    for (const fill of ['accent', 'live', 'danger'] as const) {
      it(`on-${fill} can be read on ${fill}`, () => expect(contrast(read(element, `on-${fill}`).rgb, read(element, fill).rgb)).to.be.at.least(ofText));
    }

    for (const veil of ['scrim', 'chrome'] as const) for (const text of ['on-video', 'on-video-muted'] as const) {
      it(`${text} can be read on ${veil} over any picture`, () => {
        for (const picture of [[255, 255, 255], [128, 128, 128], [0, 0, 0]] as const) {
          expect(contrast(read(element, text).rgb, over(read(element, veil), picture)), picture.join()).to.be.at.least(ofText);
        }
      });
    }

    for (const surface of surfaces) {
      it(`focus is seen on ${surface}`, () => expect(contrast(read(element, 'focus').rgb, read(element, surface).rgb)).to.be.at.least(ofShapes));
    }
  });
}
