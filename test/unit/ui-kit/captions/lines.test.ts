import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { captionOf, cueLines } from '../../../../ui-kit/captions/lines.ts';

describe('captions', () => {
  it('come as data of one shape', () => {
    assert.deepEqual(captionOf({ text: ' Hello ' }), { text: 'Hello', final: true });
    assert.deepEqual(captionOf({ text: 'Hel', final: false, speaker: 'Ada' }), { text: 'Hel', final: false, speaker: 'Ada' });
    assert.equal(captionOf({ text: 'x'.repeat(5000) })?.text.length, 300);
  });

  it('are nothing when they are anything else', () => {
    for (const data of [null, 7, 'text', [], ['text'], {}, { text: 7 }, { text: '  ' }, new Uint8Array(4)]) assert.equal(captionOf(data as never), null, JSON.stringify(data));
    assert.deepEqual(captionOf({ text: 'a', speaker: 9 } as never), { text: 'a', final: true });
  });

  it('are read from WebVTT cues, with who speaks and without the markup', () => {
    assert.deepEqual(cueLines([{ text: '<v.loud Ada>Hello <b>you</b></v>' }, { text: '<i></i>' }, {}, { text: 'plain' }]), [{ text: 'Hello you', speaker: 'Ada' }, { text: 'plain' }]);
  });
});
