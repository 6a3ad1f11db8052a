import assert from 'node:assert/strict';
import { it, type TestContext } from 'node:test';
import { pageVisibility } from '../../../../../core/media/quality/visibility.ts';

interface Page extends EventTarget { visibilityState: 'visible' | 'hidden'; pictureInPictureElement: object | null }
interface Pictures extends EventTarget { window: EventTarget | null }

/** A page of a browser that can float a window over all others. */
function browser(t: TestContext): { readonly page: Page; readonly pictures: Pictures; readonly told: boolean[]; turn(state: Page['visibilityState']): void; stop(): void } {
  const page: Page = Object.assign(new EventTarget(), { visibilityState: 'visible' as const, pictureInPictureElement: null });
  const pictures: Pictures = Object.assign(new EventTarget(), { window: null });
  Object.assign(globalThis, { document: page, documentPictureInPicture: pictures });
  const told: boolean[] = [];
  const stop = pageVisibility.watch((visible) => told.push(visible));
  t.after(() => {
    stop();
    for (const name of ['document', 'documentPictureInPicture']) Reflect.deleteProperty(globalThis, name);
  });
  const turn = (state: Page['visibilityState']): void => {
    page.visibilityState = state;
    page.dispatchEvent(new Event('visibilitychange'));
  };
  return { page, pictures, told, turn, stop };
}

it('a page is seen while its tab is, and nobody is told after that', (t) => {
  const { told, turn, stop } = browser(t);
  turn('hidden');
  turn('visible');
  stop();
  turn('hidden');
  assert.deepEqual(told, [true, false, true]);
});

it('a page in the background is seen while its picture floats over others, and no longer', async (t) => {
  const { pictures, told, turn } = browser(t);
  pictures.window = new EventTarget();
  pictures.dispatchEvent(Object.assign(new Event('enter'), { window: pictures.window }));
  turn('hidden');
  assert.equal(told.at(-1), true);
  const { window } = pictures;
  window.dispatchEvent(new Event('pagehide'));
  pictures.window = null;
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(told.at(-1), false);
});

it('a single video over others counts as well', (t) => {
  const { page, told, turn } = browser(t);
  page.pictureInPictureElement = {};
  turn('hidden');
  assert.equal(told.at(-1), true);
});

it('without a document everything is seen', () => {
  const told: boolean[] = [];
  pageVisibility.watch((visible) => told.push(visible))();
  assert.deepEqual(told, [true]);
});
