import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import type { Producer, Router } from 'mediasoup/types';
import { Voices } from '../../../../server/sfu/voices.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

class Observer extends EventEmitter {
  readonly observer = new EventEmitter();
  readonly producers: string[] = [];
  async addProducer({ producerId }: { producerId: string }): Promise<void> {
    this.producers.push(producerId);
  }
}

async function listening() {
  const [dominant, levels, clock] = [new Observer(), new Observer(), createFakeClock()];
  const router = { createActiveSpeakerObserver: async () => dominant, createAudioLevelObserver: async () => levels } as unknown as Router;
  const told: (string | null | readonly string[])[] = [];
  const voices = await Voices.open(router, { clock, ownerOf: (id) => (id === 'gone' ? undefined : id.replace('-mic', '')), activeSpeaker: (peerId) => void told.push(peerId), speaking: (peerIds) => void told.push(peerIds) });
  const producer = (id: string) => ({ id }) as Producer;
  return {
    voices, clock, told, dominant, levels, producer,
    hear: (...ids: string[]) => void levels.emit('volumes', ids.map((id) => ({ producer: producer(id), volume: -30 }))),
    dominate: (id: string) => void dominant.emit('dominantspeaker', { producer: producer(id) }),
  };
}

test('someone is heard until a moment after the last word', async () => {
  const { clock, told, hear } = await listening();
  hear('a-mic');
  hear('a-mic');
  clock.advance(600);
  hear('a-mic', 'b-mic');
  clock.advance(699);
  assert.deepEqual(told, [['a'], 'a', ['a', 'b']], 'pauses between words are nothing');
  clock.advance(1);
  assert.deepEqual(told.slice(3), [['b'], []]);
});

test('the speaker stays through a pause, and is nobody after a long one', async () => {
  const { clock, told, hear, dominate } = await listening();
  hear('a-mic');
  dominate('a-mic');
  dominate('a-mic');
  clock.advance(2999);
  assert.deepEqual(told.filter((entry) => !Array.isArray(entry)), ['a']);
  clock.advance(1);
  hear('a-mic');
  dominate('b-mic');
  assert.deepEqual(told.filter((entry) => !Array.isArray(entry)), ['a', null, 'a', 'b'], 'also when the same one goes on');
});

test('a microphone that went is silent at once', async () => {
  const { voices, told, hear, dominate, clock } = await listening();
  hear('a-mic', 'gone');
  dominate('a-mic');
  voices.forget('a');
  voices.forget('b');
  assert.deepEqual(told, [['a'], 'a', null, []]);
  clock.advance(3000);
  assert.equal(clock.pending(), 0);
});

test('both observers listen to each microphone, and nothing waits after the router closed', async () => {
  const { voices, dominant, levels, producer, hear, clock } = await listening();
  await voices.add(producer('a-mic'));
  assert.deepEqual([dominant.producers, levels.producers], [['a-mic'], ['a-mic']]);
  hear('a-mic');
  dominant.observer.emit('close');
  assert.equal(clock.pending(), 0);
});
