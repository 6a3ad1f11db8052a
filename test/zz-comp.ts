import { chromium } from 'playwright-core';
import { readdirSync } from 'node:fs';
const [dress, match, out, per = '21'] = process.argv.slice(2) as string[];
const b = await chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', args: ['--no-sandbox', '--allow-file-access-from-files'] });
const p = await b.newPage({ viewport: { width: 1680, height: 800 } });
await p.goto('file:///work/main/dist/screenshots/README.txt');
const files = readdirSync(`dist/screenshots/${dress}`).filter((f) => new RegExp(match!).test(f));
const width = dress!.startsWith('desktop') ? 410 : 226;
for (let i = 0, n = 0; i < files.length; i += Number(per), n++) {
  await p.setContent(`<style>body{margin:4px;display:flex;flex-wrap:wrap;gap:6px;align-items:start;background:#888;font:11px system-ui}figure{margin:0;width:${width}px}img{width:100%;display:block}figcaption{background:#fff}</style>${files.slice(i, i + Number(per)).map((f) => `<figure><img src="file:///work/main/dist/screenshots/${dress}/${f}"><figcaption>${f.replace('.png', '')}</figcaption></figure>`).join('')}`, { waitUntil: 'load' });
  await p.screenshot({ path: `${out}-${n}.png`, fullPage: true }); console.log(`${out}-${n}.png`);
}
await b.close();
