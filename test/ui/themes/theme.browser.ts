import { expect } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { themeSheets } from '../../../ui-kit/theme.ts';

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
});
