import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Nodes } from '../../../../server/nodes/nodes.ts';
import { Questions } from '../../../../server/nodes/questions.ts';
import { createMemoryBus } from '../../../../server/store/memory-bus.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createFakeIds } from '../../../support/fake-ids.ts';

const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

function setUp() {
  const clock = createFakeClock();
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void errors.push(error);
  const bus = createMemoryBus(onError);
  const open = (node: string): Promise<Nodes> => Nodes.open({ bus, clock, node, onError });
  return { clock, bus, errors, onError, open };
}

describe('nodes that share a store', () => {
  it('hear of each other at once, whoever came first, and where they are reached', async () => {
    const { open } = setUp();
    const [one, two] = [await open('one'), await open('two')];
    assert.deepEqual(one.others, []);
    one.announce('https://one.example');
    await settled();
    assert.deepEqual([one.others, two.others], [[], ['one']], 'nobody is their own other');
    two.announce(undefined);
    await settled();
    assert.deepEqual([one.others, two.others], [['two'], ['one']]);
    const three = await open('three');
    await settled();
    assert.deepEqual([three.others, one.others], [['one', 'two'], ['two']], 'whoever is about to begin hears of the others before');
    assert.deepEqual([two.urlOf('one'), one.urlOf('two'), one.urlOf('three')], ['https://one.example', undefined, undefined]);
    assert.deepEqual(['https://one.example', 'https://two.example', 'null', ''].map((origin) => two.hasOrigin(origin)), [true, false, false, false]);
  });

  it('forget one that says goodbye', async () => {
    const { open, clock } = setUp();
    const [one, two] = [await open('one'), await open('two')];
    for (const node of [one, two]) node.announce(undefined);
    await settled();
    clock.advance(60_000);
    await settled();
    assert.deepEqual(one.others, ['two'], 'they go on telling of themselves');
    await two.close();
    await settled();
    assert.deepEqual(one.others, []);
    await one.close();
    assert.equal(clock.pending(), 0);
  });

  it('take no harm from what is no beat', async () => {
    const { open, bus, errors } = setUp();
    const one = await open('one');
    await bus.publish('nodes', 'no JSON');
    await settled();
    assert.equal(errors.length, 1);
    assert.deepEqual(one.others, []);
  });
});

it('a node that beats no more is gone after three beats', async () => {
  const { open, bus, clock } = setUp();
  const one = await open('one');
  await bus.publish('nodes', JSON.stringify({ node: 'two', url: 'https://two.example' }));
  await settled();
  clock.advance(14_999);
  assert.equal(one.urlOf('two'), 'https://two.example');
  clock.advance(1);
  assert.equal(one.urlOf('two'), undefined);
  assert.deepEqual(one.others, []);
});

describe('a question to all nodes', () => {
  async function asking(others: readonly string[], answers: Record<string, (question: unknown) => Promise<unknown>>) {
    const { bus, clock, errors, onError } = setUp();
    const open = (node: string, answer: (question: unknown) => Promise<unknown>): Promise<Questions> =>
      Questions.open({ bus, clock, ids: createFakeIds(), node, others: () => (node === 'me' ? others : []), answer, onError });
    const me = await open('me', async () => 'my own');
    const theirs = await Promise.all(Object.entries(answers).map(([node, answer]) => open(node, answer)));
    return { me, clock, errors, close: () => Promise.all([me, ...theirs].map((one) => one.close())) };
  }

  it('is over when everyone has answered', async () => {
    const { me, clock, close } = await asking(['two', 'three'], { two: async (question) => `two: ${String(question)}`, three: async () => 3 });
    const { answers, silent } = await me.ask('how many');
    assert.deepEqual(new Set(answers), new Set([3, 'two: how many']));
    assert.deepEqual(silent, []);
    await close();
    assert.equal(clock.pending(), 0);
  });

  it('goes without those who take too long, or cannot answer', async () => {
    const late = Promise.withResolvers<unknown>();
    const { me, clock, errors, close } = await asking(['two', 'three', 'gone'], { two: () => late.promise, three: () => Promise.reject(new Error('broken')) });
    const asked = me.ask('how many');
    await settled();
    clock.advance(1000);
    assert.deepEqual(await asked, { answers: [], silent: ['two', 'three', 'gone'] });
    assert.match(String(errors), /broken/);
    late.resolve('too late');
    await settled();
    await close();
    assert.equal(clock.pending(), 0);
  });

  it('is answered at once where there is nobody else', async () => {
    const { me, clock } = await asking([], {});
    assert.deepEqual(await me.ask('how many'), { answers: [], silent: [] });
    assert.equal(clock.pending(), 0);
  });
});
