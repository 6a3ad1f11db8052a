import { expect } from '@open-wc/testing';
import { contrast } from '../../../core/wire/preset/colour.ts';
import { over, readColour, type Colour } from '../../../ui-kit/contrast.ts';
import { themeSheets } from '../../../ui-kit/theme.ts';
import { until } from '../controls/in-room.ts';

const roles = [
  'surface', 'surface-raised', 'on-surface', 'on-surface-muted', 'accent', 'on-accent', 'live', 'on-live', 'positive', 'warning',
  'danger', 'on-danger', 'hairline', 'focus', 'scrim', 'on-video', 'on-video-muted', 'chrome', 'focus-on-video', 'positive-on-video',
] as const;
type Role = (typeof roles)[number];

const surfaces = ['surface', 'surface-raised'] as const;
const texts = ['on-surface', 'on-surface-muted', 'accent', 'positive', 'warning', 'danger'] as const;
/** WCAG 2.2 §1.4.11: what is not text. */
const ofShapes = 3;

function host(theme: string): HTMLElement {
  const element = document.createElement('div');
  element.attachShadow({ mode: 'open' }).adoptedStyleSheets = themeSheets(theme);
  document.body.append(element);
  return element;
}

function read(element: HTMLElement, role: Role): Colour {
  const value = getComputedStyle(element).getPropertyValue(`--muf-color-${role}`).trim();
  const colour = readColour(value);
  expect(colour, `${role}: ${value}`).not.to.equal(null);
  return colour!;
}

/** A theme that is fetched has come when all its values are there. */
const arrived = (theme: string): Promise<void> => until(() => themeSheets(theme).every((sheet) => sheet.cssRules.length > 0), `the ${theme} theme`);

it('the measure is that of WCAG', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).to.be.closeTo(21, 0.01);
  expect(contrast([118, 118, 118], [255, 255, 255])).to.be.closeTo(4.54, 0.01);
});

const themes = [
  { theme: 'dark', scheme: 'dark' }, { theme: 'light', scheme: 'light' }, { theme: 'arcade', scheme: 'dark' }, { theme: 'salon', scheme: 'light' },
  // WCAG 2.2 §1.4.6: enhanced.
  { theme: 'contrast', scheme: 'dark', ofText: 7 },
];

for (const { theme, scheme, ofText = 4.5 } of themes) {
  describe(`the ${theme} theme`, () => {
    let element: HTMLElement;

    before(async () => {
      element = host(theme);
      await arrived(theme);
    });
    after(() => element.remove());

    it('has every role', () => {
      for (const role of roles) read(element, role);
      expect(getComputedStyle(element).getPropertyValue('--muf-elevation')).to.not.equal('');
      expect(getComputedStyle(element).colorScheme).to.equal(scheme);
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

    for (const sign of ['focus-on-video', 'positive-on-video'] as const) {
      it(`${sign} is seen on chrome over any picture`, () => {
        for (const picture of [[255, 255, 255], [0, 0, 0]] as const) expect(contrast(read(element, sign).rgb, over(read(element, 'chrome'), picture)), picture.join()).to.be.at.least(ofShapes);
      });
    }

    for (const surface of surfaces) {
      it(`focus is seen on ${surface}`, () => expect(contrast(read(element, 'focus').rgb, read(element, surface).rgb)).to.be.at.least(ofShapes));
    }
  });
}
