import { expect } from '@open-wc/testing';
import { createScenario } from '../../../core/testing/scenario.ts';
import { until } from '../controls/in-room.ts';
import { createRoom } from './room.ts';

/** A room before it is live, with its rehearsal and the stage that stood in it for a moment. */
async function rehearsed(scenario = createScenario({ state: 'IDLE' })) {
  const room = await createRoom({ manager: scenario, attributes: { 'join-as': 'viewer', 'room-id': 'room-1' } });
  const mine = Object.assign(document.createElement('b'), { slot: 'header.actionPill' });
  room.append(mine);
  const rehearsal = room.shadowRoot!.querySelector('muf-rehearsal')!;
  let stage: Element | null = null;
  let assigned: Element | null = null;
  const observer = new MutationObserver(() => {
    stage ??= rehearsal.shadowRoot!.querySelector('muf-stage');
    assigned ??= mine.assignedSlot;
  });
  observer.observe(rehearsal.shadowRoot!, { childList: true, subtree: true });
  await until(() => stage !== null && !stage.isConnected, 'the rehearsal is over');
  observer.disconnect();
  return { room, rehearsal, scenario, assigned: () => assigned };
}

describe('the rehearsal of a live room', () => {
  it('is played unseen before the room is live, asks for nothing and leaves nothing behind', async () => {
    const { rehearsal, scenario } = await rehearsed();
    expect(getComputedStyle(rehearsal).visibility).to.equal('hidden');
    expect(rehearsal.inert).to.equal(true);
    expect(rehearsal.shadowRoot!.querySelector('.room')).to.equal(null);
    expect(scenario.commands).to.deep.equal([]);
  });

  it('takes no slot content from the room', async () => {
    const { room, assigned } = await rehearsed();
    expect(assigned()).to.equal(null);
    expect(room.getSlotMount('header.actionPill')).to.equal(null);
  });
});
