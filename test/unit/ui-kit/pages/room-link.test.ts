import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseRoomLink } from '../../../../ui-kit/pages/room-link.ts';

describe('parseRoomLink', () => {
  it('reads a share link, whatever server it names', () => {
    assert.deepEqual(parseRoomLink(' https://live.example/viewer.html?room=4f1c&host=h-1 '), { room: '4f1c', host: 'h-1' });
    assert.deepEqual(parseRoomLink('viewer.html?room=4f1c'), { room: '4f1c', host: undefined });
  });

  it('takes a bare id', () => {
    assert.deepEqual(parseRoomLink('3b241101-e2bb-4255-8caf-4136c566a962'), { room: '3b241101-e2bb-4255-8caf-4136c566a962', host: undefined });
  });

  it('refuses what names no room', () => {
    for (const text of ['', '   ', 'https://live.example/', 'https://live.example/viewer.html?room=', 'a b', '<script>', '../etc/passwd', 'x'.repeat(65), 'javascript:alert(1)//?room=a b']) {
      assert.equal(parseRoomLink(text), null, text);
    }
  });

  it('drops a host that is none', () => {
    assert.deepEqual(parseRoomLink('https://live.example/?room=a&host=%3Cb%3E'), { room: 'a', host: undefined });
  });
});
