import { expect } from '@open-wc/testing';
import { LiveError } from '../../../core/errors.ts';
import { createScenario } from '../../../core/testing/scenario.ts';
import '../../../ui-kit/feedback/muf-notice.ts';
import { browserNames } from '../../../ui-kit/setup/browser-name.ts';
import '../../../ui-kit/setup/muf-media-notice.ts';
import '../../../ui-kit/setup/muf-permission-help.ts';
import type { MufPermissionHelp } from '../../../ui-kit/setup/muf-permission-help.ts';
import { all, find, inRoom, seek, until } from '../controls/in-room.ts';
import { ask, createRoom, settled } from '../muf-live-room/room.ts';

/** A browser's permission that a test decides on. */
class FakePermission extends EventTarget {
  state: PermissionState = 'denied';
  onchange = null;
  name = 'camera';

  decide(state: PermissionState): void {
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }
}

const steps = (element: Element): string[] => all(element, '[part=step]').map(({ textContent }) => textContent.trim());

describe('muf-permission-help', () => {
  async function help(query: MufPermissionHelp['query'], prepare: (element: MufPermissionHelp) => void = () => {}) {
    const manager = createScenario({ role: 'host', state: 'IDLE' });
    manager.stores.devices.applyLocal({ cameraProblem: 'camera-refused', status: 'ready' });
    return inRoom('muf-permission-help', { manager, prepare: (element) => {
      element.query = query;
      prepare(element);
    } });
  }

  it('has steps and a picture for every browser, in both themes', async () => {
    const seen = new Set<string>();
    for (const browser of browserNames) {
      const { element } = await help(() => Promise.reject(new TypeError('unknown')), (one) => { one.browser = browser; });
      expect(steps(element)).to.have.length(3);
      expect(seek(element, 'svg')?.getBoundingClientRect().width).to.be.greaterThan(200);
      seen.add(steps(element)[0]!);
      await expect(element).to.be.accessible();
    }
    expect(seen.size).to.equal(browserNames.length);
  });

  it('asks again by itself once it is allowed', async () => {
    const permission = new FakePermission();
    const asked: string[] = [];
    const { element, requests } = await help((device) => {
      asked.push(device);
      return Promise.resolve(permission);
    });
    await until(() => steps(element)[2]?.includes('by itself') === true, 'it promises that');
    expect(asked).to.deep.equal(['camera']);
    permission.decide('prompt');
    expect(requests).to.deep.equal([]);
    permission.decide('granted');
    expect(requests).to.deep.equal([{ type: 'CAMERA_PRELOAD' }]);
    element.remove();
    permission.decide('granted');
    expect(requests).to.have.length(1);
  });

  it('has a button for browsers that do not tell', async () => {
    const { element, requests } = await help(() => Promise.reject(new TypeError('unknown')));
    expect(steps(element)[2]).to.contain('try again');
    find(element, '[part=retry]').click();
    expect(requests).to.deep.equal([{ type: 'CAMERA_PRELOAD' }]);
  });

  it('takes a browser nobody knows for the one at hand', async () => {
    const { element } = await help(undefined, (one) => one.setAttribute('browser', 'netscape'));
    expect(steps(element)).to.have.length(3);
  });
});

describe('where devices are refused', () => {
  it('the set-up shows how to allow them, and only then', async () => {
    const manager = createScenario({ role: 'host', state: 'IDLE' });
    const { element, settle } = await inRoom('muf-media-notice', { manager });
    for (const [problem, shown] of [['camera-missing', false], ['camera-refused', true], ['camera-busy', false]] as const) {
      manager.stores.devices.applyLocal({ cameraProblem: problem, status: 'ready' });
      await settle();
      expect(seek(element, 'muf-permission-help') !== null, problem).to.equal(shown);
    }
    manager.stores.devices.applyLocal({ cameraProblem: null, micProblem: 'mic-refused' });
    await settle();
    expect(seek(element, 'muf-permission-help')).not.to.equal(null);
    await expect(element).to.be.accessible();
  });

  it('the live card has it folded', async () => {
    const manager = createScenario({ role: 'host' });
    manager.stores.devices.applyLocal({ micProblem: 'mic-refused', status: 'ready' });
    const { element } = await inRoom('muf-notice', { manager });
    const details = find<HTMLDetailsElement>(element, 'details');
    expect(details.open).to.equal(false);
    find(element, 'summary').click();
    await until(() => details.open && all(element, '[part=step]').length === 3, 'it is unfolded');
    await expect(element).to.be.accessible();
  });

  it('a viewer who accepts an invitation is helped, and accepts once they are allowed', async () => {
    const manager = createScenario();
    const room = await createRoom({ manager });
    await settled(room);
    const accept = { type: 'COHOST_RESPOND', inviteId: 'i1', accept: true } as const;
    manager.refuse('COHOST_RESPOND', new LiveError('camera-refused'));
    ask(room, accept);
    await until(() => seek(room, 'muf-permission-help [part=retry], [part=retry]') !== null, 'the help is there');
    const commands = manager.commands.length;
    find(find(room, 'muf-permission-help'), '[part=retry]').click();
    expect(manager.commands.slice(commands)).to.deep.equal([accept]);
    await until(() => seek(room, 'muf-permission-help') === null, 'it is closed');
  });
});
