import { expect } from '@open-wc/testing';
import { errorTable, LiveError, type LiveErrorCode } from '../../../core/errors.ts';
import { createFakeClock } from '../../../core/testing/fake-clock.ts';
import { createScenario } from '../../../core/testing/scenario.ts';
import '../../../ui-kit/feedback/muf-fatal.ts';
import '../../../ui-kit/feedback/muf-joining.ts';
import '../../../ui-kit/feedback/muf-notice.ts';
import '../../../ui-kit/feedback/muf-sound-unlock.ts';
import '../../../ui-kit/feedback/muf-toasts.ts';
import { zh } from '../../../ui-kit/locales/zh/dictionary.ts';
import { find, inRoom, seek, textOf } from '../controls/in-room.ts';
import { createPicture } from '../stage/picture.ts';

describe('muf-notice', () => {
  it('is quiet while all is well', async () => {
    const { element } = await inRoom('muf-notice');
    expect(seek(element, '[part=bar]')).to.equal(null);
    expect(seek(element, '[part=card]')).to.equal(null);
  });

  it('says that it reconnects, and after some tries that it is the server', async () => {
    const { element, manager, settle } = await inRoom('muf-notice');
    const { $connection } = manager.stores.connection;
    $connection.set({ status: 'reconnecting', path: 'sfu', attempt: 1 });
    await settle();
    expect(textOf(element, '[role=status]')).to.equal('Reconnecting…');
    $connection.set({ status: 'reconnecting', path: 'sfu', attempt: 5 });
    await settle();
    expect(textOf(element, '[role=status]')).to.equal('The server cannot be reached. The room comes back by itself.');
    $connection.set({ status: 'connected', path: 'sfu' });
    await settle();
    expect(textOf(element, '[role=status]')).to.equal('');
  });

  it('says that media finds no way through, for as long as it finds none', async () => {
    const { element, manager, settle } = await inRoom('muf-notice');
    const { $connection, $mediaProblem } = manager.stores.connection;
    $mediaProblem.set('media-failed');
    await settle();
    expect(textOf(element, '[role=status]')).to.equal('The media connection could not be made. Check your network and try again.');
    await expect(element).to.be.accessible();
    $connection.set({ status: 'reconnecting', path: 'sfu', attempt: 1 });
    await settle();
    expect(textOf(element, '[role=status]'), 'one thing at a time, the cause first').to.equal('Reconnecting…');
    $connection.set({ status: 'connected', path: 'sfu' });
    $mediaProblem.set(null);
    await settle();
    expect(textOf(element, '[role=status]')).to.equal('');
  });

  it('tells a host what is wrong with the camera, and how to go on', async () => {
    const { element, manager, requests, settle } = await inRoom('muf-notice', { manager: createScenario({ role: 'host' }) });
    const { $local } = manager.stores.devices;
    $local.set({ ...$local.get(), cameraProblem: 'camera-busy' });
    await settle();
    expect(textOf(element, '[role=alert] p')).to.equal('The camera is used by another app. Close it, or join with sound only.');
    await expect(element).to.be.accessible();
    find(element, '[part=retry]').click();
    expect(requests).to.deep.equal([{ type: 'CAMERA_PRELOAD' }]);
    find(element, '[part=accept]').click();
    await settle();
    expect(seek(element, '[part=card]')).to.equal(null);
    $local.set({ ...$local.get(), cameraProblem: 'camera-refused' });
    await settle();
    expect(seek(element, '[part=card]'), 'another problem is said again').not.to.equal(null);
  });

  it('does not bother viewers with devices', async () => {
    const manager = createScenario();
    manager.stores.devices.$local.set({ ...manager.stores.devices.$local.get(), cameraProblem: 'camera-missing' });
    const { element } = await inRoom('muf-notice', { manager });
    expect(seek(element, '[part=card]')).to.equal(null);
  });
});

describe('muf-toasts', () => {
  it('shows each for six seconds, and goes with a tap', async () => {
    const clock = createFakeClock();
    const { element, room, requests, settle } = await inRoom('muf-toasts', { prepare: (toasts) => { toasts.clock = clock; } });
    room.view.toast('One <b>', 'warning');
    await settle();
    expect(textOf(element, '[part=toast] p')).to.equal('One <b>');
    await expect(element).to.be.accessible();
    await clock.advance(5999);
    expect(requests).to.deep.equal([]);
    await clock.advance(1);
    const [first] = room.view.$toasts.get();
    expect(requests).to.deep.equal([{ type: 'TOAST_DISMISS', id: first?.id }]);
    find(element, '[part=dismiss]').click();
    expect(requests.length).to.equal(2);
  });

  it('leaves no timer behind', async () => {
    const clock = createFakeClock();
    const { element, room, settle } = await inRoom('muf-toasts', { prepare: (toasts) => { toasts.clock = clock; } });
    room.view.toast('One');
    room.view.toast('Two');
    await settle();
    expect(clock.pending()).to.equal(2);
    room.view.dismissToast(room.view.$toasts.get()[0]!.id);
    await settle();
    expect(clock.pending()).to.equal(1);
    element.remove();
    expect(clock.pending()).to.equal(0);
  });
});

describe('muf-sound-unlock', () => {
  it('asks for a tap only while sound is kept back', async () => {
    const { element, room, requests, settle } = await inRoom('muf-sound-unlock');
    expect(seek(element, 'button')).to.equal(null);
    room.view.$soundBlocked.set(true);
    await settle();
    expect(textOf(element, 'button')).to.equal('Tap to listen');
    await expect(element).to.be.accessible();
    find(element, 'button').click();
    expect(requests).to.deep.equal([{ type: 'SOUND_UNLOCK' }]);
  });
});

describe('muf-joining', () => {
  it('shows who is live while joining, and lets one leave', async () => {
    const { element, requests } = await inRoom('muf-joining', { manager: createScenario({ state: 'INITIALIZING' }) });
    expect(textOf(element, 'h2')).to.equal('Joining the room');
    expect(textOf(element, 'p')).to.equal('Ada');
    await expect(element).to.be.accessible();
    find(element, '[part=leave]').click();
    expect(requests).to.deep.equal([{ type: 'STREAM_LEAVE' }]);
  });

  it('waits for a host who is not there yet', async () => {
    const { element } = await inRoom('muf-joining', { manager: createScenario({ broadcasters: 0 }) });
    expect(textOf(element, 'h2')).to.equal('Waiting for the host');
    await expect(element).to.be.accessible();
  });

  it('shows one’s own picture when going live', async () => {
    const picture = createPicture();
    const manager = createScenario({ role: 'host', state: 'INITIALIZING' });
    manager.stores.devices.$local.set({ ...manager.stores.devices.$local.get(), stream: picture.stream, hasVideo: true });
    const { element } = await inRoom('muf-joining', { manager });
    expect(textOf(element, 'h2')).to.equal('Going live');
    expect(find<HTMLVideoElement>(element, 'video').muted).to.equal(true);
    await expect(element).to.be.accessible();
    picture.stop();
  });
});

describe('muf-fatal', () => {
  it('says for every error what happened, and for most what helps', async () => {
    const { element, settle } = await inRoom('muf-fatal');
    for (const code of Object.keys(errorTable) as LiveErrorCode[]) {
      element.code = code;
      await settle();
      const said = `${textOf(element, '[part=title]')}. ${seek(element, '[part=remedy]') ? textOf(element, '[part=remedy]') : ''}`.trim();
      expect(said, code).to.equal(new LiveError(code).message);
    }
  });

  it('parts them also where no space stands between sentences', async () => {
    const { element, room, settle } = await inRoom('muf-fatal');
    room.locale.$locale.set({ lang: 'zh', dictionary: zh });
    element.code = 'room-crowded';
    await settle();
    expect([textOf(element, '[part=title]'), textOf(element, '[part=remedy]')]).to.deep.equal(['房间已满', '请稍后再试。']);
  });

  it('survives a code it does not know', async () => {
    const { element, settle } = await inRoom('muf-fatal');
    element.setAttribute('code', '__proto__');
    await settle();
    expect(textOf(element, '[part=title]')).to.equal('Something went wrong on the server');
  });

  it('tries again on request, unless there is nothing to try', async () => {
    const { element, requests, settle } = await inRoom('muf-fatal');
    find(element, '[part=retry]').click();
    expect(requests).to.deep.equal([{ type: 'RETRY' }]);
    await expect(element).to.be.accessible();
    element.final = true;
    await settle();
    expect(seek(element, '[part=retry]')).to.equal(null);
  });
});
