import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as v from 'valibot';
import { avatarUrl, chatText, displayName, emoji, id, isSafeJson } from '../../../../../core/wire/signal/fields.ts';
import { limits } from '../../../../../core/wire/signal/limits.ts';

describe('names and lines', () => {
  it('lose control characters and direction overrides, never the rest', () => {
    assert.equal(v.parse(displayName, '\u202Eevil\u202C \u0000name\u2066'), 'evil name');
    assert.equal(v.parse(displayName, '  Ann \n of\tGreen   Gables '), 'Ann of Green Gables');
    assert.equal(v.parse(chatText, ' two\nlines\u0007 '), 'two\nlines');
    for (const name of ['Zoë', 'محمد', '李小龙', '👩‍👩‍👧', '<script>']) assert.equal(v.parse(displayName, name), name);
  });

  it('are cut off at their length, counted before anything is taken out', () => {
    assert.ok(v.is(displayName, 'x'.repeat(limits.name)));
    assert.ok(!v.is(displayName, 'x'.repeat(limits.name + 1)));
    assert.ok(!v.is(chatText, '\u0000'.repeat(limits.chatText + 1)));
  });

  it('must have something left where something is needed', () => {
    assert.ok(v.is(displayName, ''));
    assert.ok(!v.is(chatText, '\u200E\u200F'));
    assert.ok(!v.is(emoji, '\u202A'));
  });
});

describe('ids and addresses', () => {
  it('hold no markup and no paths', () => {
    for (const good of ['web-abc123xy', '7f9c24e8-3b0c-4e9f-8b5a-0c0d9e8f7a6b', 'me.abc~1:2_3']) assert.ok(v.is(id, good), good);
    for (const bad of ['', 'a\n', 'a b', 'a%2e', '/', '\u0000', 'x'.repeat(65)]) assert.ok(!v.is(id, bad), JSON.stringify(bad));
  });

  it('lead to the web only', () => {
    assert.ok(v.is(avatarUrl, 'https://img.example/a.png'));
    for (const bad of ['javascript:alert(1)', 'data:image/png;base64,AA', '//img.example', ' https://x', `https://${'x'.repeat(limits.url)}`]) assert.ok(!v.is(avatarUrl, bad), bad.slice(0, 40));
  });
});

describe('opaque JSON', () => {
  it('is safe up to its depth and without keys that reach prototypes', () => {
    assert.ok(isSafeJson([[{ a: [1, 'x', null, true] }]], 4));
    assert.ok(!isSafeJson([[{ a: [1] }]], 3));
    assert.ok(!isSafeJson(JSON.parse('{"a":{"__proto__":{}}}')));
    assert.ok(!isSafeJson({ constructor: 1 }));
    for (const value of [undefined, () => 0, 1n, Number.NaN, Number.POSITIVE_INFINITY]) assert.ok(!isSafeJson(value));
  });
});
