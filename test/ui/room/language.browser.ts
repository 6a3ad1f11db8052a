import { expect } from '@open-wc/testing';
import { createFakeClock, type FakeClock } from '../../../core/testing/fake-clock.ts';
import { createScenario } from '../../../core/testing/scenario.ts';
import { $brought, createLocaleStore, english, silence, translate, type Dictionary, type LocaleStore } from '../../../ui-kit/localize.ts';
import '../../../ui-kit/locales/english.ts';
import type { Loaders } from '../../../ui-kit/locales/languages.ts';
import { registerLanguage } from '../../../ui-kit/locales/register.ts';
import type { MufLiveRoom } from '../../../ui-kit/muf-live-room.ts';
import '../../../ui-kit/muf-room-provider.ts';
import { keepLanguage } from '../../../ui-kit/room/language-keeper.ts';
import { all, find, seek, until } from '../controls/in-room.ts';
import { createRoom } from '../muf-live-room/room.ts';

const page = document.documentElement;
const before = { lang: page.getAttribute('lang'), dir: page.getAttribute('dir') };
const restore: (() => void)[] = [];

afterEach(() => {
  for (const undo of restore.splice(0)) undo();
  $brought.set(new Map());
  for (const [name, value] of Object.entries(before)) {
    if (value === null) page.removeAttribute(name);
    else page.setAttribute(name, value);
  }
});

function warnings(): unknown[][] {
  const heard: unknown[][] = [];
  const { warn } = console;
  console.warn = (...args: unknown[]) => void heard.push(args);
  restore.push(() => { console.warn = warn; });
  return heard;
}

const placeholder = (room: MufLiveRoom): string | undefined => seek<HTMLInputElement>(room, 'muf-chat-input input')?.placeholder ?? seek(room, 'muf-chat-input')?.shadowRoot?.querySelector('input')?.placeholder;
const says = (room: MufLiveRoom, text: string): Promise<void> => until(() => placeholder(room) === text, `it says "${text}", not "${placeholder(room)}"`);
const liveRoom = (lang?: string): Promise<MufLiveRoom> => createRoom({ manager: createScenario({ caps: ['chat:send'] }), attributes: { 'room-id': 'r', ...(lang === undefined ? {} : { lang }) } });

describe('the language of a room', () => {
  it('changes while it is live, and falls back to the page’s, which is followed too', async () => {
    page.lang = 'en';
    const room = await liveRoom('de-AT');
    await says(room, 'Sag etwas…');
    const input = find(room, 'muf-chat-input').shadowRoot!.querySelector('input')!;
    input.value = 'half a sentence';
    room.lang = 'ja';
    await says(room, 'コメントする…');
    expect(find(room, 'muf-chat-input').shadowRoot!.querySelector('input')!.value).to.equal('half a sentence');
    room.removeAttribute('lang');
    await says(room, 'Say something…');
    page.lang = 'fr';
    await says(room, 'Dites quelque chose…');
  });

  it('keeps what has no name yet out of sight and out of reach, each at its place', async () => {
    const manager = createScenario({ caps: ['chat:send'] });
    const room = await createRoom({ manager, attributes: { 'room-id': 'r', lang: 'de' } });
    const buttons = (): HTMLElement[] => all(room, 'button').filter((button) => button.checkVisibility({ visibilityProperty: true }));
    const nameless = (): HTMLElement[] => buttons().filter((button) => !button.textContent?.trim() && !button.getAttribute('aria-label'));
    let most = 0;
    await until(() => {
      most = Math.max(most, nameless().length);
      return buttons().length > 3;
    }, 'the room speaks');
    expect(most, 'seen without a name').to.equal(0);
    expect(nameless()).to.have.length(0);
    expect(room.hasAttribute('data-silent')).to.equal(false);
  });

  it('draws the chat’s lines again, which are otherwise left as they are', async () => {
    const room = await liveRoom('en');
    const options = (): string | null | undefined => seek(room, '.line .options')?.getAttribute('aria-label');
    await until(() => options() === 'Message options', 'the lines are there');
    room.lang = 'es';
    await until(() => options() === 'Opciones del mensaje', 'they are drawn again');
  });

  it('is English where nobody brought the language, and where the tag is none', async () => {
    const heard = warnings();
    const room = await liveRoom('nl');
    await says(room, 'Say something…');
    room.lang = 'no tag';
    await until(() => heard.length > 0, 'it is told');
    expect(String(heard[0]?.[0])).to.contain('lang="no tag" is not a language tag');
    await says(room, 'Say something…');
    expect(heard).to.have.length(1);
  });

  it('can be the page’s own, also while the room is live', async () => {
    const room = await liveRoom('nl');
    await says(room, 'Say something…');
    registerLanguage('nl', { 'chat.placeholder': 'Zeg iets…' });
    await says(room, 'Zeg iets…');
    expect(find(room, 'muf-chat-log').shadowRoot!.querySelector('.log')!.getAttribute('aria-label'), 'English says the rest').to.equal('Chat');
    registerLanguage('en', { 'chat.label': 'Talk' });
    await until(() => find(room, 'muf-chat-log').shadowRoot!.querySelector('.log')!.getAttribute('aria-label') === 'Talk', 'in the page’s words');
  });

  it('is spoken by a provider’s elements', async () => {
    const provider = document.createElement('muf-room-provider');
    provider.innerHTML = '<muf-header></muf-header>';
    provider.manager = createScenario();
    provider.lang = 'he';
    restore.push(() => provider.remove());
    await import('../../../ui-kit/header/muf-header.ts');
    document.body.append(provider);
    await until(() => !!seek(provider, '.count')?.textContent?.includes('צופים'), 'it counts in Hebrew');
    expect(provider.dir).to.equal('rtl');
  });
});

describe('the direction of a room', () => {
  it('is that of its language, and goes back with it', async () => {
    const room = await liveRoom('ar');
    await until(() => room.dir === 'rtl', 'right to left');
    expect(find(room, 'muf-chat-input').matches(':dir(rtl)')).to.equal(true);
    room.lang = 'en';
    await until(() => room.dir === 'ltr', 'left to right');
    room.lang = 'he';
    await until(() => room.dir === 'rtl', 'right to left');
    room.remove();
    await until(() => !room.hasAttribute('dir'), 'the attribute is taken back');
  });

  it('is the page’s, where it says one', async () => {
    const room = await liveRoom('ar');
    room.dir = 'ltr';
    await says(room, 'قل شيئًا…');
    room.lang = 'he';
    await says(room, 'מה תרצו לומר…');
    expect(room.dir).to.equal('ltr');
    room.removeAttribute('dir');
    await until(() => room.dir === 'rtl', 'its own again');
  });

  it('follows a page that turns', async () => {
    page.lang = 'ar';
    const room = await liveRoom();
    await until(() => room.dir === 'rtl', 'the page’s language turns it');
    page.dir = 'ltr';
    await until(() => !room.hasAttribute('dir'), 'the page’s direction counts');
    page.removeAttribute('dir');
    page.lang = 'en';
    await says(room, 'Say something…');
    expect(room.hasAttribute('dir')).to.equal(false);
  });
});

interface Bench { readonly host: HTMLElement; readonly locale: LocaleStore; readonly clock: FakeClock; readonly arrive: (words: Partial<Dictionary>) => void; readonly fail: () => void; asked(): number; leave(): string }

/** A keeper on an element of its own, whose words arrive or fail when they are told to. */
function keep(lang: string): Bench {
  const host = document.createElement('div');
  host.lang = lang;
  document.body.append(host);
  const locale = createLocaleStore();
  locale.$locale.set({ lang: 'en', dictionary: silence });
  const clock = createFakeClock();
  const waiting: PromiseWithResolvers<Dictionary>[] = [];
  const load = (): Promise<Dictionary> => {
    const words = Promise.withResolvers<Dictionary>();
    waiting.push(words);
    return words.promise;
  };
  const shipped: Loaders = { de: load, ar: load };
  const close = keepLanguage(host, locale, clock, shipped);
  restore.push(close, () => host.remove());
  return {
    host, locale, clock,
    arrive: (words) => waiting.at(-1)?.resolve(words as Dictionary),
    fail: () => waiting.at(-1)?.reject(new Error('offline')),
    asked: () => waiting.length,
    leave: () => translate(locale.$locale.get(), 'header.leave'),
  };
}

describe('words that take their time', () => {
  it('come in one step, and nothing is said before them', async () => {
    const { leave, arrive, clock, locale } = keep('de');
    const seen: string[] = [];
    restore.push(locale.$locale.listen((now) => seen.push(translate(now, 'header.leave'))));
    expect(leave()).to.equal('');
    arrive({ 'header.leave': 'Raus' });
    await until(() => leave() === 'Raus', 'they are there');
    expect(seen).to.deep.equal(['Raus']);
    expect(clock.pending(), 'nothing waits any longer').to.equal(0);
  });

  it('are English after two seconds, and theirs when they come at last', async () => {
    const { leave, arrive, clock } = keep('de');
    await clock.advance(1999);
    expect(leave()).to.equal('');
    await clock.advance(1);
    expect(leave()).to.equal('Leave');
    arrive({ 'header.leave': 'Raus' });
    await until(() => leave() === 'Raus', 'they are there');
  });

  it('are English with one warning when they fail, and asked for again when someone asks again', async () => {
    const heard = warnings();
    const { host, leave, fail, arrive, asked, locale } = keep('de');
    fail();
    await until(() => leave() === 'Leave', 'English stands in');
    expect(heard).to.have.length(1);
    expect(String(heard[0]?.[0])).to.contain('lang="de" could not be loaded; English is used');
    expect(locale.$locale.get()).to.deep.equal({ lang: 'en', dictionary: english });
    host.lang = 'de';
    await until(() => asked() === 2, 'asked for again');
    expect(leave(), 'and English until then').to.equal('Leave');
    arrive({ 'header.leave': 'Raus' });
    await until(() => leave() === 'Raus', 'they are there');
    expect(heard).to.have.length(1);
  });

  it('are not asked for again by the turn back to left-to-right', async () => {
    const heard = warnings();
    const { host, leave, fail, asked } = keep('ar');
    expect(host.dir).to.equal('rtl');
    fail();
    await until(() => leave() === 'Leave', 'English stands in');
    expect(host.dir).to.equal('ltr');
    await new Promise(requestAnimationFrame);
    expect([asked(), heard.length]).to.deep.equal([1, 1]);
  });

  it('are not said when another language has been asked for meanwhile', async () => {
    const { host, leave, arrive, locale } = keep('de');
    host.lang = 'en-GB';
    await until(() => leave() === 'Leave', 'English');
    arrive({ 'header.leave': 'Raus' });
    host.setAttribute('dir', 'ltr');
    await Promise.resolve();
    await until(() => locale.$locale.get().lang === 'en-GB', 'still English');
    expect(leave()).to.equal('Leave');
  });

  it('are not said to a room that has gone', async () => {
    const { leave, arrive, clock } = keep('de');
    restore.shift()?.();
    arrive({ 'header.leave': 'Raus' });
    await clock.advance(5000);
    expect(leave()).to.equal('');
    expect(clock.pending()).to.equal(0);
  });
});

describe('who leaves the stage', () => {
  it('is told of in the chat, with the reason; viewers and whole audiences are not', async () => {
    const manager = createScenario({ broadcasters: 2 });
    const room = await createRoom({ manager, attributes: { 'room-id': 'r', lang: 'en' } });
    const told = (): string[] => [...find(room, 'muf-chat-log').shadowRoot!.querySelectorAll('[part="departure"]')].map((one) => one.textContent ?? '');
    await until(() => !!seek(room, '.log'), 'the chat is there');
    const person = { avatarUrl: undefined, displayName: 'Bo', role: 'host' } as const;
    manager.emit('PEER_LEFT', { ...person, peerId: 'v', role: 'viewer', reason: 'left' });
    manager.emit('PEER_LEFT', { ...person, peerId: 'm', reason: 'moved' });
    for (const [index, reason] of (['left', 'timeout', 'removed', 'banned'] as const).entries()) manager.emit('PEER_LEFT', { ...person, peerId: `h${index}`, reason });
    await until(() => told().length > 0, 'it is told');
    expect(told()).to.deep.equal(['Bo left', 'Bo lost the connection', 'Bo was removed', 'Bo was banned']);
    room.lang = 'de';
    await until(() => told()[1] === 'Bo hat die Verbindung verloren', 'in German');
  });
});
