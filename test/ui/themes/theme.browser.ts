import { expect } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { contrast, type Rgb } from '../../../core/wire/preset/colour.ts';
import { readColour } from '../../../ui-kit/contrast.ts';
import { checkContrast } from '../../../ui-kit/room/contrast-check.ts';
import { themeSheets } from '../../../ui-kit/theme.ts';
import { until } from '../controls/in-room.ts';

const accent = '--muf-color-surface';

describe('themes', () => {
  let room: HTMLElement;

  const wear = (theme: string): string => {
    room.shadowRoot!.adoptedStyleSheets = themeSheets(theme);
    return value();
  };
  const value = (): string => getComputedStyle(room).getPropertyValue(accent).trim();

  beforeEach(() => {
    room = document.createElement('div');
    room.attachShadow({ mode: 'open' });
    document.body.append(room);
  });
  afterEach(async () => {
    room.remove();
    await emulateMedia({ colorScheme: 'no-preference' });
  });

  it('dark and light differ, and both carry the tokens', () => {
    expect(wear('dark')).to.not.equal(wear('light'));
    expect(getComputedStyle(room).getPropertyValue('--muf-space-4').trim()).to.equal('16px');
  });

  it('auto follows the system while the page is open', async () => {
    const [dark, light] = [wear('dark'), wear('light')];
    wear('auto');
    await emulateMedia({ colorScheme: 'light' });
    expect(value()).to.equal(light);
    await emulateMedia({ colorScheme: 'dark' });
    expect(value()).to.equal(dark);
  });

  it('any other name is the dark one, for the page to change', () => {
    expect(wear('sunset')).to.equal(wear('dark'));
    expect(wear('__proto__')).to.equal(wear('dark'));
  });

  it('the values of the page win over those of the theme', () => {
    wear('dark');
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`div { ${accent}: red; }`);
    document.adoptedStyleSheets.push(sheet);
    expect(value()).to.equal('red');
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  });

  it('rooms share their sheets', () => {
    expect(themeSheets('auto')).to.deep.equal(themeSheets('auto'));
    expect(themeSheets('dark')[0]).to.equal(themeSheets('light')[0]);
  });

  it('the accent is one property, and what stands on it follows', () => {
    wear('dark');
    for (const [accent, ink] of [['#ffe600', 0], ['#3b0a8f', 255], ['#000000', 255], ['#ffffff', 0], ['#1f7a4d', 255]] as const) {
      room.style.setProperty('--muf-accent', accent);
      const read = (role: string): Rgb => readColour(getComputedStyle(room).getPropertyValue(`--muf-color-${role}`))!.rgb;
      expect(read('on-accent'), accent).to.deep.equal([ink, ink, ink]);
      expect(contrast(read('on-accent'), read('accent')), accent).to.be.at.least(4.4);
    }
  });

  it('density moves things closer or apart, and never below a finger', () => {
    wear('dark');
    const spaces = ['compact', '', 'roomy'].map((density) => {
      room.setAttribute('density', density);
      expect(parseFloat(getComputedStyle(room).getPropertyValue('--muf-target'))).to.be.at.least(44);
      return parseFloat(getComputedStyle(room).getPropertyValue('--muf-space-4'));
    });
    expect(spaces).to.deep.equal(spaces.toSorted((one, other) => one - other));
    expect(new Set(spaces).size).to.equal(3);
  });

  it('a theme that is fetched fills in for whoever wears it', async () => {
    const before = wear('salon');
    await until(() => value() !== before || before === '#f6f1e6', 'the salon theme');
    expect(value()).to.equal('#f6f1e6');
    expect(getComputedStyle(room).getPropertyValue('--muf-font')).to.contain('Palatino');
  });
});

describe('the contrast check', () => {
  const checked = (values: Readonly<Record<string, string>>): string[] => {
    const page = document.createElement('div');
    page.attachShadow({ mode: 'open' }).adoptedStyleSheets = themeSheets('dark');
    for (const [name, value] of Object.entries(values)) page.style.setProperty(name, value);
    document.body.append(page);
    const found = checkContrast(page);
    page.remove();
    return found;
  };

  it('has nothing to say of the kit’s own theme', () => expect(checked({})).to.deep.equal([]));

  it('names what cannot be read, and by how much', () => {
    expect(checked({ '--muf-color-on-surface-muted': '#333' })).to.deep.equal([
      '--muf-color-on-surface-muted reaches 1.5 : 1 on --muf-color-surface; people need 4.5 : 1.',
      '--muf-color-on-surface-muted reaches 1.4 : 1 on --muf-color-surface-raised; people need 4.5 : 1.',
    ]);
  });

  it('names what is no colour', () => {
    expect(checked({ '--muf-color-focus': 'url(https://a.example/x)' })).to.deep.equal(['--muf-color-focus is no colour.']);
  });
});
