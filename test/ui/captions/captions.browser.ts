import { expect } from '@open-wc/testing';
import { createFakeClock } from '../../../core/testing/fake-clock.ts';
import { createScenario } from '../../../core/testing/scenario.ts';
import '../../../ui-kit/captions/muf-captions.ts';
import '../../../ui-kit/controls/muf-captions-control.ts';
import { all, find, inRoom, seek, textOf, until } from '../controls/in-room.ts';

const said = (element: Element): string[] => all(element, '.line').map(({ textContent }) => textContent.trim());
const captions = (text: string, more: object = {}) => ({ from: 'host-0', topic: 'captions', data: { text, ...more } });

beforeEach(() => localStorage.clear());

describe('muf-captions', () => {
  async function shown(manager = createScenario()) {
    const clock = createFakeClock();
    return { clock, ...(await inRoom('muf-captions', { manager, prepare: (element) => { element.clock = clock; } })) };
  }

  it('shows what a broadcaster’s captions say, the newest two, and lets them go', async () => {
    const { element, manager, clock, settle } = await shown();
    expect(seek(element, '.captions')).to.equal(null);
    for (const text of ['one', 'two', 'thr']) manager.emit('DATA', captions(text, { final: text !== 'thr' }));
    await settle();
    expect(said(element)).to.deep.equal(['two', 'thr']);
    manager.emit('DATA', captions('three', { speaker: 'Ada' }));
    await settle();
    expect(said(element).map((line) => line.replace(/\s+/g, ' '))).to.deep.equal(['two', 'Ada: three']);
    await expect(element).to.be.accessible();
    await clock.advance(6000);
    await settle();
    expect(seek(element, '.captions')).to.equal(null);
    expect(clock.pending()).to.equal(0);
  });

  it('takes nothing from viewers, from other topics, or that is no caption, and nothing as markup', async () => {
    const { element, manager, settle } = await shown();
    manager.emit('DATA', { ...captions('fake'), from: 'web-0' });
    manager.emit('DATA', { ...captions('other'), topic: 'chat' });
    manager.emit('DATA', { from: 'host-0', topic: 'captions', data: 'no shape' });
    await settle();
    expect(seek(element, '.captions')).to.equal(null);
    manager.emit('DATA', captions('<img src=x onerror=alert(1)>'));
    await settle();
    expect(said(element)).to.deep.equal(['<img src=x onerror=alert(1)>']);
    expect(seek(element, 'img')).to.equal(null);
  });

  it('shows the cues of a text track, drawn here alone', async () => {
    const { element, settle } = await shown();
    const video = document.body.appendChild(document.createElement('video'));
    const track = video.addTextTrack('captions');
    track.mode = 'disabled';
    track.addCue(new VTTCue(0, 3600, '<v Ada>from the track'));
    element.track = track;
    expect(track.mode).to.equal('disabled');
    await settle();
    expect(track.mode).to.equal('hidden');
    await until(() => (track.activeCues?.length ?? 0) > 0, 'the cue is active').catch(() => undefined);
    if (track.activeCues?.length) await until(() => said(element).some((line) => line.includes('from the track')), 'it is shown');
    video.remove();
  });

  it('shows the lines it is given, in the place of all others', async () => {
    const { element, manager, settle } = await shown();
    element.lines = [{ text: 'given' }];
    manager.emit('DATA', captions('from the room'));
    await settle();
    expect(said(element)).to.deep.equal(['given']);
  });

  it('keeps no timer when it is gone', async () => {
    const { element, manager, clock } = await shown();
    manager.emit('DATA', captions('last'));
    element.remove();
    expect(clock.pending()).to.equal(0);
  });
});

describe('muf-captions-control', () => {
  it('comes with the first caption, and its answer is kept for next time', async () => {
    const { element, frame, room, requests, settle } = await inRoom('muf-captions-control');
    const captionsElement = document.createElement('muf-captions');
    frame.append(captionsElement);
    await settle();
    expect(element.hidden).to.equal(true);
    captionsElement.lines = [{ text: 'Hello' }];
    await settle();
    expect(element.hidden).to.equal(false);
    expect(find(element, 'button').getAttribute('aria-pressed')).to.equal('true');
    find(element, 'button').click();
    expect(requests).to.deep.equal([{ type: 'CAPTIONS_SHOW', shown: false }]);
    room.view.$captions.set('off');
    await settle();
    expect(seek(captionsElement, '.captions')).to.equal(null);
    expect(textOf(element, 'muf-control-button')).to.equal('');
    const later = await inRoom('muf-captions', { prepare: (captionsLater) => { captionsLater.lines = [{ text: 'Hello' }]; } });
    expect(later.room.view.$captions.get()).to.equal('off');
  });
});
