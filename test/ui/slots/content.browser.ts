import { expect } from '@open-wc/testing';
import { allowedHtml } from '../../../slots/allow-list.ts';
import { platformSanitiser, purifierSanitiser, type Sanitise } from '../../../slots/content.ts';
import { kept, removed } from './attacks.ts';

function written(nodes: readonly ChildNode[]): string {
  const box = document.createElement('div');
  box.append(...nodes);
  return box.innerHTML;
}

const implementations: readonly (readonly [string, () => Promise<Sanitise | undefined>])[] = [
  ['Element.setHTML', () => Promise.resolve(platformSanitiser())],
  ['DOMPurify', purifierSanitiser],
];

for (const [name, load] of implementations) {
  describe(`HTML through ${name}`, () => {
    let sanitise: Sanitise;

    before(async () => {
      const loaded = await load();
      if (!loaded) throw new Error(`${name} is missing here`);
      sanitise = loaded;
    });

    for (const { about, html, clean } of kept) it(`keeps ${about}`, () => expect(written(sanitise(html))).to.equal(clean));
    for (const { about, html, clean } of removed) it(`cleans ${about}`, () => expect(written(sanitise(html))).to.equal(clean));

    it('keeps each element of the list', () => {
      for (const element of Object.keys(allowedHtml)) {
        const [node] = sanitise(`<${element}></${element}>`);
        expect(node?.nodeName.toLowerCase(), element).to.equal(element);
      }
    });

    it('gives the same again for what it gave', () => {
      for (const { clean, about } of [...kept, ...removed]) expect(written(sanitise(clean)), about).to.equal(clean);
    });

    it('fetches and runs nothing on the way', async () => {
      const before = performance.getEntriesByType('resource').length;
      const mark = '__slot_attack';
      sanitise(`<img src="/${mark}.png" onerror="window.${mark} = 1"><svg onload="window.${mark} = 1"></svg><script>window.${mark} = 1</script>`);
      await new Promise(requestAnimationFrame);
      expect(mark in window).to.equal(false);
      expect(performance.getEntriesByType('resource').slice(before).filter(({ name: address }) => address.includes(mark))).to.deep.equal([]);
    });

    it('takes hostile size in its stride', () => {
      expect(written(sanitise('<div>'.repeat(2_000) + 'x'))).to.contain('x');
      expect(sanitise('<script>'.repeat(5_000))).to.have.length(0);
    });
  });
}
