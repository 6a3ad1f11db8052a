import { expect } from '@open-wc/testing';
import { createScenario } from '../../../core/testing/scenario.ts';
import type { ChatLine } from '../../../core/stores/chat.ts';
import '../../../ui-kit/chat/muf-chat-log.ts';
import type { MufChatLog } from '../../../ui-kit/chat/muf-chat-log.ts';
import { find, inRoom, seek, textOf, until, type Inside } from '../controls/in-room.ts';

type Log = Inside<MufChatLog>;
const list = ({ element }: Log) => find(element, '.log');
const drawn = ({ element }: Log) => [...element.shadowRoot!.querySelectorAll<HTMLElement>('.line')];
const atEnd = (inside: Log) => list(inside).scrollTop + list(inside).clientHeight >= list(inside).scrollHeight - 1;

let count = 0;
const line = (more: Partial<ChatLine> = {}): ChatLine => ({ id: `l${++count}`, from: 'web-1', role: 'viewer', displayName: 'Bo', text: `line ${count}`, sentAt: Date.UTC(2026, 0, 1, 12) + count, status: 'sent', isSelf: false, ...more });

async function say(inside: Log, ...lines: readonly ChatLine[]): Promise<void> {
  inside.manager.stores.chat.$lines.set([...inside.manager.stores.chat.$lines.get(), ...lines]);
  await inside.settle();
}

const log = (lines: readonly ChatLine[] = [], layout: 'compact' | 'wide' = 'compact', theme: 'dark' | 'light' = 'dark'): Promise<Log> => {
  const manager = createScenario({ chatLines: 0 });
  manager.stores.chat.$lines.set(lines);
  return inRoom('muf-chat-log', { manager, layout, theme, prepare: (element) => { element.style.maxBlockSize = '300px'; } });
};

async function scrollTo(inside: Log, top: number): Promise<void> {
  const scrolled = new Promise((resolve) => list(inside).addEventListener('scroll', resolve, { once: true }));
  list(inside).scrollTop = top;
  await scrolled;
  await inside.settle();
}

describe('muf-chat-log', () => {
  it('is a log named Chat', async () => {
    const inside = await log([line()]);
    expect(list(inside).getAttribute('role')).to.equal('log');
    expect(list(inside).getAttribute('aria-label')).to.equal('Chat');
  });

  it('shows names and messages as text, whatever is in them', async () => {
    const inside = await log([line({ displayName: '<b onclick=alert(1)>Eve</b>', text: '<img src=x onerror=alert(1)><script>alert(2)</script>' })]);
    expect(textOf(inside.element, '.name')).to.equal('<b onclick=alert(1)>Eve</b>');
    expect(textOf(inside.element, '.text')).to.equal('<img src=x onerror=alert(1)><script>alert(2)</script>');
    expect(seek(inside.element, '.line script, .line b, .line img')).to.equal(null);
  });

  it('links http and https only, and never as an opener', async () => {
    const inside = await log([line({ text: 'javascript:alert(1) data:text/html,x https://example.com/a. http://me@evil.example/ ftp://x.example' })]);
    const links = [...inside.element.shadowRoot!.querySelectorAll('a')];
    expect(links.map((link) => link.href)).to.deep.equal(['https://example.com/a']);
    expect(links[0]?.rel).to.equal('noopener noreferrer nofollow');
    expect(links[0]?.target).to.equal('_blank');
  });

  it('keeps long names and words inside, and lets right-to-left text run its way', async () => {
    const inside = await log([line({ displayName: 'W'.repeat(60), text: 'x'.repeat(500) }), line({ displayName: 'ليلى', text: 'مرحبا بالجميع' })]);
    expect(list(inside).scrollWidth).to.equal(list(inside).clientWidth);
    expect(find(inside.element, '.name').title).to.equal('W'.repeat(60));
    const [, arabic] = [...inside.element.shadowRoot!.querySelectorAll('.text')];
    expect(arabic?.matches(':dir(rtl)')).to.equal(true);
  });

  it('stays at the newest line, and counts what is new to someone reading above', async () => {
    const inside = await log(Array.from({ length: 40 }, () => line()));
    await until(() => atEnd(inside), 'the newest line is in sight');
    await say(inside, line());
    await until(() => atEnd(inside), 'the new line is in sight');
    await scrollTo(inside, 100);
    const reading = drawn(inside).find((element) => element.offsetTop >= 100)!;
    const place = reading.offsetTop - list(inside).scrollTop;
    await say(inside, line(), line());
    expect(textOf(inside.element, '.new')).to.equal('2 new');
    expect(reading.offsetTop - list(inside).scrollTop).to.equal(place);
    find(inside.element, '.new').click();
    await inside.settle();
    await until(() => atEnd(inside), 'the newest line is in sight');
    expect(seek(inside.element, '.new')).to.equal(null);
  });

  it('returns to the end for what I say myself', async () => {
    const inside = await log(Array.from({ length: 40 }, () => line()));
    await scrollTo(inside, 0);
    await say(inside, line({ status: 'pending', isSelf: true, clientId: 'c1' }));
    await until(() => atEnd(inside), 'my line is in sight');
  });

  it('follows lines that grow by themselves', async () => {
    const inside = await log(Array.from({ length: 40 }, () => line()));
    inside.frame.style.inlineSize = '160px';
    await until(() => atEnd(inside), 'the end is back in sight');
  });

  it('dims what is on its way, and offers to try again what failed', async () => {
    const inside = await log([line({ status: 'pending', clientId: 'c1', isSelf: true }), line({ status: 'failed', clientId: 'c2', isSelf: true })]);
    const [pending, failed] = drawn(inside);
    expect(pending?.getAttribute('aria-busy')).to.equal('true');
    expect(failed?.textContent).to.contain('Not sent.');
    find(inside.element, '[part=retry]').click();
    expect(inside.requests).to.deep.equal([{ type: 'CHAT_RETRY', clientId: 'c2' }]);
  });

  it('keeps the element of a line when the server has it', async () => {
    const inside = await log([line({ id: 'c1', clientId: 'c1', status: 'pending', isSelf: true })]);
    const [before] = drawn(inside);
    inside.manager.stores.chat.$lines.set([line({ id: 's1', clientId: 'c1', isSelf: true })]);
    await inside.settle();
    expect(drawn(inside)[0]).to.equal(before);
    expect(before?.classList.contains('pending')).to.equal(false);
  });

  it('says quietly who joined, several in one line', async () => {
    const inside = await log([line()]);
    const join = (peerId: string, displayName: string) => inside.manager.emit('PEER_JOINED', { peerId, displayName, avatarUrl: undefined, role: 'viewer' });
    join('web-8', '<i>Gus</i>');
    await inside.settle();
    expect(textOf(inside.element, '.arrivals')).to.equal('<i>Gus</i> joined');
    join('web-9', 'Hana');
    join('web-10', 'Iker');
    await inside.settle();
    expect(textOf(inside.element, '.arrivals')).to.equal('Iker and 2 others joined');
    expect(list(inside).getAttribute('aria-live'), 'screen readers hear of lines by muf-chat-voice, and of arrivals not at all').to.equal('off');
  });

  it('draws the last 200 of 500 lines in portions, the newest first, and one more without drawing the rest again', async () => {
    const inside = await log(Array.from({ length: 500 }, () => line()));
    const newest = inside.manager.stores.chat.$lines.get().at(-1)!.id;
    expect(drawn(inside).length).to.be.below(100);
    expect(drawn(inside).at(-1)?.dataset['id']).to.equal(newest);
    await until(() => drawn(inside).length === 200, 'all of them are there');
    const before = drawn(inside);
    expect(before.at(-1)?.dataset['id']).to.equal(newest);
    await say(inside, line());
    const after = drawn(inside);
    expect(after.length, 'many of the oldest went at once').to.be.within(150, 200);
    expect(before.slice(-after.length + 1)).to.deep.equal(after.slice(0, -1));
    await say(inside, line());
    expect(drawn(inside).length).to.equal(after.length + 1);
  });

  it('says so while nobody has said anything', async () => {
    const inside = await log([], 'wide');
    expect(textOf(inside.element, '.empty')).to.contain('No messages yet');
    await say(inside, line());
    expect(seek(inside.element, '.empty') === null).to.equal(true);
  });

  it('is accessible in every state', async () => {
    const lines = [line(), line({ role: 'host' }), line({ text: 'https://example.com' }), line({ status: 'pending', clientId: 'a' }), line({ status: 'failed', clientId: 'b' })];
    for (const layout of ['compact', 'wide'] as const) {
      for (const theme of ['dark', 'light'] as const) {
        await expect((await log(lines, layout, theme)).element).to.be.accessible();
        await expect((await log([], layout, theme)).element).to.be.accessible();
      }
    }
  });
});
