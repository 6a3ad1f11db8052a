import { expect, fixture, fixtureCleanup, html, waitUntil } from '@open-wc/testing';
import { FakeViewer } from '../../../core/testing/index.ts';
import '../../../ui-kit/player/muf-player.ts';

/** What is fetched first takes its time on a busy machine, in ms. */
const patience = { timeout: 20_000 };

type Player = HTMLElementTagNameMap['muf-player'];
const src = 'https://relay.example/playback/lv_1?tok=x';

describe('<muf-player>', () => {
  let viewer: FakeViewer;
  let player: Player;

  async function show(attributes: Partial<Player> = {}): Promise<void> {
    player = await fixture<Player>(html`<muf-player style="inline-size: 640px" .createViewer=${(options: ConstructorParameters<typeof FakeViewer>[0]) => (viewer = new FakeViewer(options))}></muf-player>`);
    Object.assign(player, { src, muted: true, ...attributes });
    await settle();
  }
  const pieces = (): ParentNode[] => [player.renderRoot as ShadowRoot, ...[...(player.renderRoot as ShadowRoot).querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? [])];
  const find = <Found extends HTMLElement>(selector: string): Found | undefined => pieces().map((root) => root.querySelector<Found>(selector)).find((found) => found !== null) ?? undefined;
  async function settle(): Promise<void> {
    for (let turn = 0; turn < 3; turn++) {
      await player.updateComplete;
      await Promise.all([...(player.renderRoot as ShadowRoot).querySelectorAll('*')].map((piece) => (piece as unknown as Player).updateComplete));
    }
  }
  const press = (key: string): boolean => player.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
  const words = (): string => find('[part=status]')?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

  afterEach(() => fixtureCleanup());

  it('plays by itself, with what its attributes say', async () => {
    await show({ quality: 'video/360p', targetLatency: 400, dvr: true, source: 'ada' });
    expect(viewer.calls).to.deep.equal(['start']);
    expect(viewer.options).to.include({ url: src, path: 'auto', quality: 'video/360p', targetLatencyMs: 400, dvr: true, source: 'ada' });
    expect(viewer.options.video).to.equal(player.video);
    expect(player.video.muted).to.equal(true);
  });

  it('waits for a press when it is manual', async () => {
    player = await fixture<Player>(html`<muf-player manual src=${src} .createViewer=${(options: ConstructorParameters<typeof FakeViewer>[0]) => (viewer = new FakeViewer(options))}></muf-player>`);
    await settle();
    expect(player.viewer).to.equal(undefined);
    find('[part=big-play]')!.click();
    await settle();
    expect(viewer.calls).to.deep.equal(['start']);
  });

  it('says in words how it stands', async () => {
    await show();
    const said: string[] = [words()];
    for (const state of ['waiting', 'ended'] as const) {
      viewer.show(state);
      await settle();
      said.push(words());
    }
    viewer.play();
    viewer.show('stalled');
    await settle();
    said.push(words());
    expect(said).to.deep.equal(['Connecting', 'Nothing is on yet It starts by itself when the broadcast begins.', 'The broadcast has ended Thank you for watching.', 'Waiting for the network']);
  });

  it('says what is wrong and what helps, and tries again', async () => {
    await show();
    const first = viewer;
    viewer.fail('expired');
    await settle();
    expect(find('[part=status-title]')!.textContent).to.equal('This address does not work any more');
    expect(find('[part=status-hint]')!.textContent).to.equal('Ask for a new link.');
    find('[part=retry]')!.click();
    await settle();
    expect(first.calls).to.deep.equal(['start', 'close']);
    expect(viewer).to.not.equal(first);
  });

  it('shows all of what is wrong on a phone', async () => {
    await show();
    player.style.inlineSize = '320px';
    viewer.fail('expired');
    await settle();
    const frame = player.getBoundingClientRect();
    for (const part of ['status-title', 'status-hint', 'retry']) {
      const { top, bottom } = find(`[part=${part}]`)!.getBoundingClientRect();
      expect(top, part).to.be.at.least(frame.top);
      expect(bottom, part).to.be.at.most(frame.bottom);
    }
  });

  it('tells the page how it stands', async () => {
    await show();
    const told: string[] = [];
    player.addEventListener('muf-player-state', (event) => told.push((event as CustomEvent<string>).detail));
    viewer.show('playing');
    viewer.show('stalled');
    expect(told).to.deep.equal(['playing', 'stalled']);
  });

  it('is live or behind, and goes back to live', async () => {
    await show();
    viewer.play();
    await settle();
    const button = find<HTMLButtonElement>('[part=live]')!;
    expect(button.getAttribute('aria-label')).to.equal('You are watching live');
    expect(find('[part=latency]')!.textContent).to.equal('0.3 s');
    viewer.stores.$window.set({ start: 0, end: 600_000 });
    viewer.seek(540_000);
    await settle();
    expect(button.getAttribute('aria-label')).to.equal('Go live');
    player.dir = 'rtl';
    expect(getComputedStyle(find('[part=latency] bdi')!).direction, 'the minus stays before the time').to.equal('ltr');
    button.click();
    expect(viewer.calls.at(-1)).to.equal('goLive');
  });

  it('goes back by the bar, ten seconds a key, and no further than what is kept', async () => {
    await show({ dvr: true });
    viewer.play();
    viewer.stores.$window.set({ start: 0, end: 600_000 });
    viewer.stores.$position.set(600_000);
    await settle();
    const bar = find<HTMLInputElement>('[part=scrub]')!;
    const key = (name: string): boolean => bar.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true, cancelable: true }));
    key('ArrowLeft');
    expect(viewer.calls.at(-1)).to.equal('seek 590000');
    await settle();
    expect(bar.getAttribute('aria-valuetext')).to.equal('0:10 before live');
    key('ArrowRight');
    expect(viewer.calls.at(-1)).to.equal('goLive');
    bar.value = '0';
    bar.dispatchEvent(new Event('change'));
    expect(viewer.calls.at(-1)).to.equal('seek 0');
    await settle();
    key('PageDown');
    expect(viewer.calls.at(-1)).to.equal('seek 0');
  });

  it('shows no bar where nothing is kept', async () => {
    await show();
    viewer.play();
    viewer.stores.$window.set({ start: 0, end: 8000 });
    await settle();
    expect(find('[part=scrub]')).to.equal(undefined);
  });

  it('offers the qualities there are, the finest first', async () => {
    await show();
    viewer.play();
    await settle();
    find('[part=menu-button]')!.click();
    await settle();
    const values = [...find('muf-player-menu')!.shadowRoot!.querySelectorAll<HTMLInputElement>('input')].map(({ value }) => value);
    expect(values).to.deep.equal(['auto', 'video/1080p', 'video/720p', 'video/360p']);
    find('input[value="video/360p"]')!.click();
    expect(viewer.calls.at(-1)).to.equal('setQuality video/360p');
    expect(find('[part=path]')!.textContent).to.contain('MoQT by WebTransport');
    find('[part=menu]')!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
    await settle();
    expect(find('[part=menu]')).to.equal(undefined);
  });

  it('offers several qualities at a glance on a phone, beside the button', async () => {
    await show();
    player.style.inlineSize = '320px';
    viewer.play();
    await settle();
    const button = find('[part=menu-button]')!;
    button.click();
    await settle();
    const [panel, frame] = [find('[part=menu]')!, player].map((element) => element.getBoundingClientRect());
    expect(panel!.height).to.be.at.least(3 * 44);
    expect(panel!.top).to.be.at.least(frame!.top);
    expect(panel!.left).to.be.at.least(frame!.left);
    expect(panel!.right).to.be.at.most(button.getBoundingClientRect().left);
  });

  it('lets one choose whom to watch in a room', async () => {
    await show();
    viewer.play();
    viewer.stores.$sources.set([{ id: 'ada', label: 'Ada', hasVideo: true, hasAudio: true }, { id: 'bo', label: 'Bo', hasVideo: true, hasAudio: false }]);
    await settle();
    find('[part=menu-button]')!.click();
    await settle();
    find('input[value=bo]')!.click();
    expect(viewer.calls.at(-1)).to.equal('setSource bo');
  });

  it('is worked by keys, which leave the page’s own alone', async () => {
    await show({ muted: false });
    viewer.play();
    await settle();
    press('m');
    expect(player.video.muted).to.equal(true);
    press('m');
    expect(player.video.muted).to.equal(false);
    player.video.volume = 0.5;
    press('ArrowUp');
    expect(player.video.volume).to.be.closeTo(0.6, 0.001);
    press('l');
    expect(viewer.calls.at(-1)).to.equal('goLive');
    const other = new KeyboardEvent('keydown', { key: 'm', ctrlKey: true, bubbles: true, composed: true, cancelable: true });
    player.dispatchEvent(other);
    expect(other.defaultPrevented).to.equal(false);
    expect(player.video.muted).to.equal(false);
  });

  it('gives the sound and the picture that the browser kept back', async () => {
    await show();
    viewer.play();
    player.video.muted = true;
    viewer.stores.$blocked.set('sound');
    Object.defineProperty(player.video, 'paused', { value: false });
    player.video.dispatchEvent(new Event('play'));
    await settle();
    find('[part=unmute]')!.click();
    expect(viewer.calls.at(-1)).to.equal('unblock');
    viewer.stores.$blocked.set('picture');
    await settle();
    find('[part=big-play]')!.click();
    expect(viewer.calls.at(-1)).to.equal('unblock');
  });

  it('shows captions where there are some', async () => {
    await show();
    viewer.play();
    await settle();
    expect(find('[part~=captions]')).to.equal(undefined);
    const track = player.video.addTextTrack('captions', 'English', 'en');
    await waitUntil(() => find('[part~=captions]') !== undefined, 'the button comes', patience);
    find('[part~=captions]')!.click();
    expect(track.mode).to.equal('showing');
    await waitUntil(() => find('[part~=captions]')!.getAttribute('aria-pressed') === 'true', 'it is on', patience);
  });

  it('plays another broadcast when its address changes, and lets go of the one before', async () => {
    await show();
    const first = viewer;
    player.src = src.replace('lv_1', 'lv_2');
    await settle();
    expect(first.calls.at(-1)).to.equal('close');
    expect(viewer.options.url).to.contain('lv_2');
    player.remove();
    await waitUntil(() => viewer.calls.at(-1) === 'close', 'it is closed', patience);
  });

  it('goes on when it is moved within the page', async () => {
    await show();
    const first = viewer;
    document.body.append(player);
    await settle();
    expect(first.calls.filter((call) => call === 'close').length).to.be.at.most(1);
    expect(viewer.calls).to.include('start');
    player.remove();
  });

  it('speaks the page’s language and is mirrored with it', async () => {
    await show({ lang: 'ar' });
    await waitUntil(() => find('[part~=play]')?.getAttribute('aria-label') === 'تشغيل', 'it speaks Arabic', patience);
    expect(player.dir).to.equal('rtl');
  });

  it('says in sight that it looks for what was lost, and says it to those who hear alone while it first looks', async () => {
    await show();
    viewer.show('connecting');
    await waitUntil(() => words().startsWith('Connecting'), `it connects: ${words()}`, patience);
    const seen = (): number => [...find('[part=status]')!.querySelectorAll('span')].filter(({ offsetWidth }) => offsetWidth > 20).length;
    expect(seen()).to.equal(0);
    viewer.fail('unreachable');
    viewer.show('connecting');
    await waitUntil(() => words() === 'Reconnecting…' && seen() === 1, 'it says so', patience);
  });

  it('says what is wrong with an address that is none', async () => {
    player = await fixture<Player>(html`<muf-player src="https://relay.example/nothing"></muf-player>`);
    await waitUntil(() => words().includes('This is no address of a broadcast'), 'it says so', patience);
  });

  for (const state of ['connecting', 'waiting', 'playing', 'stalled', 'paused', 'ended', 'failed'] as const) {
    it(`is accessible while it is ${state}`, async () => {
      await show({ dvr: true });
      viewer.play();
      viewer.stores.$window.set({ start: 0, end: 600_000 });
      if (state === 'failed') viewer.fail('unreachable');
      else viewer.show(state);
      await settle();
      if (state === 'playing') find('[part=menu-button]')!.click();
      await settle();
      await expect(player).to.be.accessible();
    });
  }
});
