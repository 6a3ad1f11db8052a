import { expect } from '@open-wc/testing';
import jsQR from 'jsqr';
import type { MufQrCode } from '../../../ui-kit/sheets/muf-qr-code.ts';
import '../../../ui-kit/sheets/muf-qr-code.ts';
import { inRoom, until } from '../controls/in-room.ts';

/** Draws the code as it stands on the page, and reads it as a phone would. */
async function scan(element: MufQrCode): Promise<string | undefined> {
  const svg = element.shadowRoot!.querySelector('svg')!.cloneNode(true) as SVGElement;
  for (const [name, value] of Object.entries({ xmlns: 'http://www.w3.org/2000/svg', width: '400', height: '400' })) svg.setAttribute(name, value);
  const picture = new Image();
  picture.src = `data:image/svg+xml,${encodeURIComponent(svg.outerHTML)}`;
  await picture.decode();
  const context = new OffscreenCanvas(400, 400).getContext('2d')!;
  context.drawImage(picture, 0, 0, 400, 400);
  return jsQR(context.getImageData(0, 0, 400, 400).data, 400, 400, { inversionAttempts: 'dontInvert' })?.data;
}

describe('muf-qr-code', () => {
  it('reads as its value, dark on light in every theme, and follows it', async () => {
    for (const theme of ['dark', 'light'] as const) {
      const { element } = await inRoom('muf-qr-code', { theme, prepare: (code) => Object.assign(code, { value: 'https://live.example/viewer.html?room=a&host=b', label: 'The link' }) });
      await until(() => element.modules.length > 0 && element.shadowRoot!.querySelector('svg') !== null, 'it is drawn');
      expect(await scan(element)).to.equal('https://live.example/viewer.html?room=a&host=b');
      expect(getComputedStyle(element).backgroundColor).to.equal('rgb(255, 255, 255)');
      await expect(element).to.be.accessible();
      const before = element.modules;
      element.value = 'another';
      await until(() => element.modules.length > 0 && element.modules !== before, 'it is drawn anew');
      await element.updateComplete;
      expect(await scan(element)).to.equal('another');
    }
  });

  it('shows nothing without a value', async () => {
    const { element } = await inRoom('muf-qr-code');
    expect(element.shadowRoot!.querySelector('svg')).to.equal(null);
  });
});
