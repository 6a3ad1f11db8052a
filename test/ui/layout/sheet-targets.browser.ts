import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import type { SheetName } from '../../../ui-kit/view-store.ts';
import { until } from '../controls/in-room.ts';
import { ask } from '../muf-live-room/room.ts';
import { isReachable, isSmall, nameOf, say, targetsIn } from './reach.ts';
import { scene, shown, sizes } from './scene.ts';

describe('everything that can be pressed in a sheet', () => {
  before(() => setViewport({ width: 1300, height: 900 }));

  const sheets: readonly (readonly [SheetName, 'host' | 'viewer'])[] = [['settings', 'host'], ['settings', 'viewer'], ['share', 'viewer'], ['people', 'viewer'], ['guests', 'host'], ['network', 'viewer'], ['end-confirm', 'host'], ['audit', 'host']];
  for (const [sheet, role] of sheets) {
    for (const size of [sizes.sidebar, sizes['page at 200 %']]) {
      it(`is large enough and in reach: ${sheet} of a ${role}, ${size.join(' × ')}`, async () => {
        const room = await shown(scene(role), size);
        ask(room, { type: 'SHEET_OPEN', sheet });
        const open = (): HTMLDialogElement | undefined => dialogsIn(room.shadowRoot!).find((dialog) => dialog.open);
        await until(() => open() !== undefined, 'it is open');
        await until(() => open()!.getAnimations().length === 0, 'it has arrived');
        const inside = (element: HTMLElement): boolean => open()!.contains(element) || hostsOf(element).some((host) => open()!.contains(host) || open() === host.closest('dialog') || isSlottedInto(host, open()!));
        const targets = targetsIn(room.shadowRoot!).filter(inside);
        expect(targets.length).to.be.greaterThan(0);
        expect(targets.filter(isSmall).map(say)).to.deep.equal([]);
        expect(targets.filter((element) => !isReachable(element)).map(nameOf)).to.deep.equal([]);
      });
    }
  }
});

function dialogsIn(root: ShadowRoot): HTMLDialogElement[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [...(element instanceof HTMLDialogElement ? [element] : []), ...(element.shadowRoot ? dialogsIn(element.shadowRoot) : [])]);
}

function hostsOf(element: Element): Element[] {
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  return host ? [host, ...hostsOf(host)] : [];
}

function isSlottedInto(element: Element, dialog: HTMLDialogElement): boolean {
  for (let at: Element | null = element; at; at = at.assignedSlot ?? at.parentElement) if (at === dialog) return true;
  return false;
}
