import { expect } from '@open-wc/testing';
import type { ChatLine } from '../../../core/stores/chat.ts';
import { createScenario } from '../../../core/testing/scenario.ts';
import '../../../ui-kit/chat/muf-chat-log.ts';
import type { MufChatLog } from '../../../ui-kit/chat/muf-chat-log.ts';
import { find, inRoom, seek, textOf, until, type Inside } from '../controls/in-room.ts';

type Log = Inside<MufChatLog>;
const list = ({ element }: Log) => find(element, '.log');
const drawn = ({ element }: Log) => [...element.shadowRoot!.querySelectorAll<HTMLElement>('.line')].map((one) => one.dataset['id']);
const atEnd = (inside: Log) => list(inside).scrollTop + list(inside).clientHeight >= list(inside).scrollHeight - 1;

let count = 0;
const line = (): ChatLine => ({ id: `f${++count}`, from: `web-${count % 9}`, role: 'viewer', displayName: `Fan ${count % 9}`, text: `line ${count} https://example.com/${count}`, sentAt: Date.UTC(2026, 0, 1, 12) + count * 20, status: 'sent', isSelf: false });

async function log(): Promise<Log> {
  const manager = createScenario({ chatLines: 0 });
  return inRoom('muf-chat-log', { manager, layout: 'wide', prepare: (element) => { element.style.blockSize = '400px'; } });
}

/** Lines come one by one at this rate, in tasks of their own as frames of a socket do. Resolves to how many frames went by. */
async function flood({ manager }: Log, { perSecond, seconds }: { perSecond: number; seconds: number }): Promise<number> {
  const [began, total] = [performance.now(), perSecond * seconds];
  let [sent, frames, running] = [0, 0, true];
  const onFrame = (): void => {
    frames += 1;
    if (running) requestAnimationFrame(onFrame);
  };
  requestAnimationFrame(onFrame);
  const channel = new MessageChannel();
  await new Promise<void>((resolve) => {
    channel.port1.onmessage = () => {
      const due = Math.min(total, Math.floor(((performance.now() - began) / 1000) * perSecond));
      if (sent < due) {
        manager.stores.chat.applyPosted(line(), false);
        sent += 1;
      }
      if (sent === total) return resolve();
      if (sent < due) channel.port2.postMessage(null);
      else setTimeout(() => channel.port2.postMessage(null), 4);
    };
    channel.port2.postMessage(null);
  });
  running = false;
  channel.port1.close();
  return frames;
}

describe('a fast chat', () => {
  it('draws 50 lines a second at most once per frame, drops none and stays at the end', async () => {
    const inside = await log();
    const proto = inside.element as unknown as { updated(changed: unknown): void };
    const original = proto.updated.bind(inside.element);
    let renders = 0;
    proto.updated = (changed) => {
      renders += 1;
      original(changed);
    };
    const first = count + 1;
    const frames = await flood(inside, { perSecond: 50, seconds: 3 });
    await until(() => drawn(inside).at(-1) === `f${count}`, 'the last line is drawn');
    expect(renders, 'drawings').to.be.greaterThan(5);
    expect(renders, `drawings in ${frames} frames`).to.be.at.most(frames + 1);
    expect(drawn(inside)).to.deep.equal(Array.from({ length: 150 }, (_, index) => `f${first + index}`));
    await until(() => atEnd(inside), 'the newest line is in sight');
  });

  it('is one drawing for however many lines come between two frames', async () => {
    const inside = await log();
    let renders = 0;
    const proto = inside.element as unknown as { updated(changed: unknown): void };
    const original = proto.updated.bind(inside.element);
    proto.updated = (changed) => {
      renders += 1;
      original(changed);
    };
    for (let more = 0; more < 12; more += 1) {
      inside.manager.stores.chat.applyPosted(line(), false);
      await Promise.resolve();
    }
    await inside.settle();
    expect([renders, drawn(inside).length]).to.deep.equal([1, 12]);
    for (let more = 0; more < 120; more += 1) inside.manager.stores.chat.applyPosted(line(), false);
    await until(() => drawn(inside).length === 132, 'a burst is drawn');
    expect(renders, 'in portions that do not take a whole frame').to.be.greaterThan(4);
  });

  it('keeps to the line that is read while those above it are still being drawn', async () => {
    const inside = await log();
    for (let more = 0; more < 150; more += 1) inside.manager.stores.chat.applyPosted(line(), false);
    await until(() => drawn(inside).length > 40, 'some are drawn');
    expect(drawn(inside).length, 'not all yet').to.be.below(150);
    list(inside).scrollTop = 100;
    const at = (): number => list(inside).querySelector('.line[data-id="' + read + '"]')!.getBoundingClientRect().top - list(inside).getBoundingClientRect().top;
    const read = [...list(inside).querySelectorAll<HTMLElement>('.line')].find((one) => one.offsetTop + one.offsetHeight > 100)!.dataset['id']!;
    const before = at();
    await until(() => drawn(inside).length === 150, 'all are drawn');
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    expect(Math.abs(at() - before), 'moved by').to.be.below(2);
  });

  it('stands still for who reads above, and counts', async () => {
    const inside = await log();
    for (let more = 0; more < 60; more += 1) inside.manager.stores.chat.applyPosted(line(), false);
    await until(() => drawn(inside).length === 60 && atEnd(inside), 'the newest line is in sight');
    const scrolled = new Promise((resolve) => list(inside).addEventListener('scroll', resolve, { once: true }));
    list(inside).scrollTop = 200;
    await scrolled;
    await inside.settle();
    const [top, before] = [list(inside).scrollTop, drawn(inside)];
    for (let more = 0; more < 300; more += 1) inside.manager.stores.chat.applyPosted(line(), false);
    await inside.settle();
    expect(drawn(inside)).to.deep.equal(before);
    expect(list(inside).scrollTop).to.equal(top);
    expect(textOf(inside.element, '.new')).to.equal('300 new');
    inside.manager.stores.chat.applyDeleted(before[3]!);
    await inside.settle();
    expect(drawn(inside)).to.deep.equal(before.filter((_, index) => index !== 3));
    find(inside.element, '.new').click();
    await inside.settle();
    await until(() => atEnd(inside), 'the newest line is in sight');
    await until(() => drawn(inside).at(-1) === `f${count}`, 'the newest line is drawn');
    await until(() => drawn(inside).length > 150 && atEnd(inside), 'and those above it');
    expect(drawn(inside).length).to.be.at.most(200);
    expect(seek(inside.element, '.new')).to.equal(null);
  });
});
