import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../ui-kit/layout/muf-side.ts';
import { find, inRoom } from '../controls/in-room.ts';

const show = (layout: 'compact' | 'wide') => inRoom('muf-side', {
  layout,
  prepare: (element, room) => {
    element.innerHTML = '<p slot="chat">what people say</p><p slot="people">who they are</p>';
    element.addEventListener('muf-request', ({ detail }) => {
      if (detail.type === 'TAB_SHOW') room.view.$tab.set(detail.tab);
    });
  },
});

describe('muf-side', () => {
  it('has tabs when wide: one shown, one not', async () => {
    const { element, settle } = await show('wide');
    const people = find(element, '#tab-people');
    expect(find(element, '#panel-people').checkVisibility()).to.equal(false);
    people.click();
    await settle();
    expect(people.getAttribute('aria-selected')).to.equal('true');
    expect(find(element, '#panel-people').checkVisibility()).to.equal(true);
    expect(find(element, '#panel-chat').checkVisibility()).to.equal(false);
    await expect(element).to.be.accessible();
  });

  it('moves between tabs by arrow keys, the focus with it', async () => {
    const { element, settle } = await show('wide');
    find(element, '#tab-chat').focus();
    await sendKeys({ press: 'ArrowRight' });
    await settle();
    expect(element.shadowRoot?.activeElement?.id).to.equal('tab-people');
    expect(find(element, '#tab-chat').tabIndex).to.equal(-1);
  });

  it('is the chat alone when compact, whatever tab was open', async () => {
    const { element, room, settle } = await show('compact');
    room.view.$tab.set('people');
    await settle();
    expect(find(element, '[role=tablist]').checkVisibility()).to.equal(false);
    expect(find(element, '#panel-chat').checkVisibility()).to.equal(true);
    await expect(element).to.be.accessible();
  });
});
