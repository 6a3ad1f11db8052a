import { expect } from '@open-wc/testing';
import { createScenario, type Scenario } from '../../../core/testing/scenario.ts';
import type { NetworkTestResult } from '../../../core/stores/network-test.ts';
import '../../../ui-kit/setup/muf-level-meter.ts';
import '../../../ui-kit/setup/muf-network-test.ts';
import '../../../ui-kit/setup/muf-speaker-test.ts';
import { find, inRoom, seek, textOf, until } from '../controls/in-room.ts';

const idle = (): Scenario => createScenario({ role: 'host', state: 'IDLE' });
const good: NetworkTestResult = { verdict: 'good', cause: 'none', message: '', rttMs: 38, udp: true, tcp: true, turn: null, uplinkKbps: 4230 };

describe('muf-network-test', () => {
  it('asks for a test once, shows each step, and ends in a verdict', async () => {
    const { element, manager, requests, settle } = await inRoom('muf-network-test', { manager: idle() });
    const { networkTest } = manager.stores;
    find(element, '[part=test]').click();
    expect(requests).to.deep.equal([{ type: 'NETWORK_TEST' }]);
    networkTest.begin();
    networkTest.applyStep('socket', 'ok');
    networkTest.applyStep('udp', 'running');
    await settle();
    find(element, '[part=test]').click();
    expect(requests.length, 'one at a time').to.equal(1);
    const steps = (): string[] => [...element.shadowRoot!.querySelectorAll('[part=step]')].map((step) => step.textContent.trim());
    expect(steps()).to.deep.equal(['Server: works', 'Video over UDP: being tested', 'Video over TCP: waiting', 'Relay: waiting', 'Upload: waiting']);
    networkTest.applyStep('turn', 'untested');
    networkTest.finish(good);
    await settle();
    expect(steps().some((step) => step.startsWith('Relay'))).to.equal(false);
    expect(textOf(element, '[part=verdict]')).to.equal('Good');
    expect(textOf(element, '[role=status]')).to.equal('Your network is ready.');
    expect(textOf(element, '[part=figures]')).to.equal('Delay 38 ms Upload 4.2 Mbit/s');
    expect(textOf(element, '[part=test]')).to.equal('Test again');
  });

  it('says what is wrong and what to do', async () => {
    const { element, manager, settle } = await inRoom('muf-network-test', { manager: idle() });
    manager.stores.networkTest.finish({ ...good, verdict: 'blocked', cause: 'server-unreachable', rttMs: null, uplinkKbps: null });
    await settle();
    expect(textOf(element, '[part=verdict]')).to.equal('Blocked');
    expect(textOf(element, '[role=status]')).to.contain('Check your connection');
    expect(seek(element, '[part=figures]')).to.equal(null);
  });

  it('is accessible in every state, on both themes and from right to left', async () => {
    for (const theme of ['dark', 'light'] as const) {
      for (const verdict of [undefined, 'good', 'fair', 'poor', 'blocked'] as const) {
        const { element, frame, manager, settle } = await inRoom('muf-network-test', { manager: idle(), theme, layout: 'wide' });
        frame.dir = 'rtl';
        if (verdict) manager.stores.networkTest.finish({ ...good, verdict, cause: 'slow-uplink' });
        else manager.stores.networkTest.begin();
        await settle();
        await expect(element).to.be.accessible();
        expect(element.scrollWidth, 'nothing is cut off').to.be.at.most(element.clientWidth);
      }
    }
  });
});

describe('muf-speaker-test', () => {
  it('plays on the chosen speaker, once at a time, and then says what to do', async () => {
    const manager = idle();
    manager.stores.devices.$selected.set({ speaker: 'kitchen' });
    const played: (string | undefined)[] = [];
    const sounding = Promise.withResolvers<void>();
    const { element, settle } = await inRoom('muf-speaker-test', { manager, prepare: (test) => {
      test.play = (speaker) => {
        played.push(speaker);
        return sounding.promise;
      };
    } });
    const button = find(element, '[part=test]');
    expect(textOf(element, '[part=test]')).to.equal('Test speaker');
    button.click();
    button.click();
    await settle();
    expect(played).to.deep.equal(['kitchen']);
    expect(textOf(element, '[part=test]')).to.equal('Playing…');
    sounding.resolve();
    await until(() => textOf(element, '[role=status]').includes('Heard nothing?'), 'it says what to do');
    expect(textOf(element, '[part=test]')).to.equal('Test speaker');
    await expect(element).to.be.accessible();
  });

  it('really sounds, and stops when it is taken away', async () => {
    const { element } = await inRoom('muf-speaker-test', { manager: idle() });
    find(element, '[part=test]').click();
    await until(() => textOf(element, '[part=test]') === 'Playing…', 'it plays');
    element.remove();
    await until(() => !element.playing, 'it has stopped');
  });
});

describe('muf-level-meter', () => {
  it('measures while it is seen and the microphone is on, and rests otherwise', async () => {
    const manager = idle();
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const { element, settle } = await inRoom('muf-level-meter', { manager });
    expect(element.running).to.equal(false);
    manager.stores.devices.applyLocal({ stream, hasAudio: true, status: 'ready' });
    await until(() => element.running, 'it measures');
    await until(() => seek(element, '[data-lit]') !== null, 'the beeps of the fake microphone show');
    element.style.display = 'none';
    await until(() => !element.running, 'it rests while hidden');
    element.style.display = '';
    await until(() => element.running, 'it is back');
    manager.stores.devices.applyLocal({ audioMuted: true });
    await settle();
    expect(element.running).to.equal(false);
    expect(seek(element, '[data-lit]')).to.equal(null);
    manager.stores.devices.applyLocal({ audioMuted: false });
    await until(() => element.running, 'it measures again');
    element.remove();
    expect(element.running).to.equal(false);
    for (const track of stream.getTracks()) track.stop();
  });

  it('draws no more than 30 times a second', async () => {
    const manager = idle();
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const { getFloatTimeDomainData } = AnalyserNode.prototype;
    let reads = 0;
    AnalyserNode.prototype.getFloatTimeDomainData = function read(samples) {
      reads++;
      getFloatTimeDomainData.call(this, samples);
    };
    try {
      const { element } = await inRoom('muf-level-meter', { manager });
      manager.stores.devices.applyLocal({ stream, hasAudio: true, status: 'ready' });
      await until(() => element.running && reads > 0, 'it measures');
      const [from, began] = [reads, performance.now()];
      await until(() => performance.now() - began > 600, 'some time has gone by');
      expect(reads - from).to.be.at.most(Math.ceil(((performance.now() - began) / 1000) * 30) + 1);
      element.remove();
    } finally {
      AnalyserNode.prototype.getFloatTimeDomainData = getFloatTimeDomainData;
      for (const track of stream.getTracks()) track.stop();
    }
  });
});
