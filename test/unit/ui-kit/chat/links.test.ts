import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tokenise } from '../../../../ui-kit/chat/links.ts';

const links = (line: string) => tokenise(line).flatMap((piece) => ('href' in piece ? [piece.href] : []));

test('a link is cut out of its line, and nothing is lost', () => {
  assert.deepEqual(tokenise('see https://a.example/x, ok'), [{ text: 'see ' }, { text: 'https://a.example/x', href: 'https://a.example/x' }, { text: ', ok' }]);
  for (const line of ['', 'plain', 'https://a.example', 'a https://a.example/) b http://b.example?q=1#f … c']) {
    assert.equal(tokenise(line).map(({ text }) => text).join(''), line);
  }
});

test('only http and https are links', () => {
  for (const line of ['javascript:alert(1)', 'data:text/html,x', 'ftp://a.example', 'HTTPS//a', 'https://', 'xhttps://a.example', 'vbscript:x https:/a.example']) assert.deepEqual(links(line), [], line);
  assert.deepEqual(links('HTTPS://A.example'), ['https://a.example/']);
});

test('addresses with a user name in them mislead and stay text', () => {
  assert.deepEqual(links('https://bank.example@evil.example/ http://u:p@evil.example'), []);
});

test('quotes and angle brackets end an address', () => {
  assert.deepEqual(links('"https://a.example/\'onclick=1" <https://b.example>'), ['https://a.example/', 'https://b.example/']);
});

test('a line links at most so many', () => {
  assert.equal(links('https://a.example '.repeat(25)).length, 8);
});

test('hostile lines of 500 characters take next to no time', () => {
  for (const line of ['https://'.repeat(62), `https://${'.'.repeat(492)}`, `https://a${')'.repeat(490)}`, 'h'.repeat(500), `http${'s'.repeat(496)}`]) {
    const began = performance.now();
    for (let round = 0; round < 20; round++) tokenise(line);
    assert.ok((performance.now() - began) / 20 < 5, line.slice(0, 20));
  }
});
