import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import jsQR from 'jsqr';
import { makeCertificate } from '../../../../server/lan/certificate.ts';
import type { LanCodes } from '../../../../server/lan/lan-codes.ts';
import { terminalQr } from '../../../../server/lan/terminal-qr.ts';
import { welcomeToLan } from '../../../../server/lan/welcome.ts';

// oxlint-disable-next-line no-control-regex -- the colours of a terminal
const colours = /\u001B\[[\d;]*m/g;

/** Reads half-block text as a scanner sees it. `ink` is the colour of what is drawn. */
function scan(text: string, ink: 'dark' | 'light'): string | undefined {
  const rows = text.replace(colours, '').split('\n').flatMap((line) => ['▀█', '▄█'].map((drawn) => Array.from(line).map((char) => drawn.includes(char))));
  const [scale, width, height] = [4, rows[0]!.length, rows.length];
  const pixels = new Uint8ClampedArray(width * height * scale * scale * 4);
  for (let y = 0; y < height * scale; y++) {
    for (let x = 0; x < width * scale; x++) {
      const drawn = rows[Math.floor(y / scale)]![Math.floor(x / scale)]!;
      const value = drawn === (ink === 'light') ? 255 : 0;
      pixels.set([value, value, value, 255], (y * width * scale + x) * 4);
    }
  }
  return decode(pixels, width * scale, height * scale)?.data;
}

/** The package is CommonJS with a default export: Node hands out its module object. */
const decode = (jsQR as unknown as { default?: typeof jsQR }).default ?? jsQR;

describe('a QR code in a terminal', () => {
  const link = 'https://192.168.1.5:8080/broadcaster.html?room=0b4fb170-5f0e-4d5d-9f0e-0123456789ab#code=abcdefghijklmnopqrstuvwxyz012345';

  it('reads as its text: black on white with colours, light on dark without', () => {
    assert.equal(scan(terminalQr(link, { colours: true }), 'dark'), link);
    assert.equal(scan(terminalQr(link, { colours: false }), 'light'), link);
  });

  it('fits a common window', () => {
    const lines = terminalQr(link, { colours: false }).split('\n');
    assert.ok(lines.length <= 26 && lines.every((line) => line.length <= 50), `${lines[0]!.length} by ${lines.length}`);
  });
});

describe('the welcome to a local network', () => {
  it('shows a code at once, the next one after each that was used, and a new one for Enter', async () => {
    const printed: string[] = [];
    let [enter, used] = [(): void => {}, (_: string): void => {}];
    let [made, begun] = [0, false];
    const codes: LanCodes = { issue: () => ({ roomId: 'room-1', code: `code-${++made}` }), take: () => Promise.resolve(undefined), begun: () => Promise.resolve(begun), onUsed: (handler) => { used = handler; } };
    const { cert } = makeCertificate(['127.0.0.1'], Date.now());
    await welcomeToLan({ url: 'https://127.0.0.1:8080/' }, codes, cert, { write: (text) => void printed.push(text), colours: false, onEnter: (handler) => { enter = handler; } });
    const link = (count: number): string => `https://127.0.0.1:8080/broadcaster.html?room=room-1#code=code-${count}${begun ? '' : '&opens=1'}`;
    const printing = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
    assert.match(printed[0]!, /(?:[0-9A-F]{2}:){31}[0-9A-F]{2}/);
    assert.ok(printed.at(-1)!.includes(link(1)));
    assert.equal(scan(/\n\n([\s\S]+)\n\n/.exec(printed.at(-1)!)![1]!, 'light'), link(1));
    begun = true;
    used('room-1');
    await printing();
    assert.ok(printed.at(-2)!.includes('https://127.0.0.1:8080/viewer.html?room=room-1'));
    assert.ok(printed.at(-1)!.includes(link(2)));
    assert.ok(!printed.at(-1)!.includes('opens'), 'it is called something by now');
    enter();
    await printing();
    assert.ok(printed.at(-1)!.includes(link(3)));
  });
});
