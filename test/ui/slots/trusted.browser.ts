import { expect } from '@open-wc/testing';

/** A page of its own, since a policy of the page cannot be taken back. */
function strictPage(probe: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const frame = document.createElement('iframe');
    const done = (settle: () => void): void => {
      clearTimeout(deadline);
      window.removeEventListener('message', heard);
      frame.remove();
      settle();
    };
    const heard = ({ source, data }: MessageEvent): void => {
      if (source === frame.contentWindow) done(() => resolve(String(data)));
    };
    const deadline = setTimeout(() => done(() => reject(new Error('no answer'))), 4_000);
    window.addEventListener('message', heard);
    const source = new URL('../../../slots/content.ts', import.meta.url).href;
    frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="require-trusted-types-for 'script'; trusted-types muf">
      <script type="module">
        const tell = (value) => parent.postMessage(value, '*');
        try {
          const { platformSanitiser, purifierSanitiser } = await import('${source}');
          const written = (nodes) => nodes.map((node) => node.outerHTML ?? node.data).join('');
          ${probe}
        } catch (error) { tell(String(error)); }
      </script>`;
    document.body.append(frame);
  });
}

const html = '\'<b onclick="1">x</b><script>1<\\/script>\'';

describe('a page that enforces Trusted Types', () => {
  it('is one indeed', async () => {
    expect(await strictPage(`document.createElement('div').innerHTML = '<b>x</b>'; tell('let through')`)).to.contain('TypeError');
  });

  it('has HTML by the platform', async () => {
    expect(await strictPage(`tell(written(platformSanitiser()(${html})))`)).to.equal('<b>x</b>');
  });

  it('has HTML by DOMPurify, through the policy muf alone', async () => {
    expect(await strictPage(`tell(written((await purifierSanitiser())(${html})))`)).to.equal('<b>x</b>');
  });
});

describe('a browser without setHTML', () => {
  it('loads DOMPurify by itself', async () => {
    expect(await strictPage(`delete Element.prototype.setHTML;
      const { createSlotRegistry } = await import('${new URL('../../../slots/registry.ts', import.meta.url).href}');
      const host = document.createElement('div');
      const registry = createSlotRegistry({ host, emit() {} });
      const ctx = { roomId: null, role: null, myPeerId: null, myIdentity: {}, isLive: false, durationSec: 0, viewerCount: 0, broadcasters: [] };
      registry.update({ shown: new Set(['endScreen.cta']), ctx });
      const now = registry.fill('endScreen.cta', ${html});
      const mount = registry.mountOf('endScreen.cta');
      if (!mount.firstChild) await new Promise((resolve) => new MutationObserver(resolve).observe(mount, { childList: true }));
      tell(now + ' ' + mount.innerHTML);`)).to.equal('false <b>x</b>');
  });
});
