import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLogger } from '../../../../server/observe/logger.ts';
import { SignalError } from '../../../../server/signal-error.ts';
import { handMint } from '../../../support/hand-mint.ts';
import { httpApp, inTheOpen } from '../../../support/http-app.ts';
import { testSecret } from '../../../support/test-config.ts';

const jwt = handMint({ room_id: 'r', role: 'host', exp: 1 }, testSecret);

function capture(): { lines: string[]; logger: ReturnType<typeof createLogger> } {
  const lines: string[] = [];
  return { lines, logger: createLogger({ level: 'trace', destination: { write: (line) => void lines.push(line) } }) };
}

test('secrets never reach the log, wherever they stand', () => {
  const { lines, logger } = capture();
  const secret = 'SECRET-value-0';
  logger.info({ token: secret, resume: secret, sk: secret, tok: secret, authorization: secret }, 'top');
  logger.info({ message: { token: secret, resume: { token: secret } }, headers: { authorization: secret, 'x-org-key': secret, 'idempotency-key': secret } }, 'nested');
  logger.info({ request: { headers: { 'authorization': secret, 'x-org-key': secret } } }, 'deeper');
  logger.info(`GET /publish/in?sk=${secret}&x=1 and /playback/in?tok=${secret} and /broadcaster.html?room=r#code=${secret}`);
  logger.error({ err: new SignalError('token-invalid', { cause: new Error(`bad ${jwt}`) }) }, `refused ${jwt}`);
  logger.info({ a: { b: { c: { d: { text: jwt } } } } }, 'very deep');
  const all = lines.join('');
  const [streamKey, apiKey] = ['sk', 'mk'].map((kind) => `${kind}_${secret}-and-the-rest`);
  logger.info({ streamKey, input: { streamKey }, any: apiKey }, `published by ${streamKey}, asked by ${apiKey}`);
  assert.equal(lines.length, 7);
  assert.ok(!all.includes(secret), all);
  assert.ok(!all.includes('eyJ'), all);
  assert.match(all, /x=1/);
  for (const line of lines) JSON.parse(line);
});

test('levels are words, and lower ones are left out', () => {
  const lines: string[] = [];
  const logger = createLogger({ level: 'warn', destination: { write: (line) => void lines.push(line) } });
  logger.info('quiet');
  logger.warn({ roomId: 'r' }, 'heard');
  assert.equal(lines.length, 1);
  const { level, roomId, msg } = JSON.parse(lines[0] ?? '');
  assert.deepEqual([level, roomId, msg], ['warn', 'r', 'heard']);
});

test('a whole HTTP conversation leaves no token, name or address in the log', async (t) => {
  const { app, logs, store } = await httpApp(t, inTheOpen);
  const key = { 'x-org-key': inTheOpen.apiKey };
  const { roomId, token } = (await app.inject({ method: 'POST', url: '/create_room', payload: { displayName: 'Ada Lovelace' }, headers: key })).json();
  const headers = { authorization: `Bearer ${token}` };
  await app.inject({ method: 'POST', url: `/broadcaster-token/${roomId}`, headers });
  await app.inject({ url: `/viewer-token/${roomId}?name=Ada%20Lovelace`, headers, remoteAddress: '203.0.113.9' });
  await app.inject({ url: `/viewer-token/${roomId}?tok=${token}` });
  await app.inject({ url: `/${token}` });
  await store.close();
  const failed = await app.inject({ method: 'POST', url: `/broadcaster-token/${roomId}`, headers });
  assert.equal(failed.statusCode, 500);
  assert.equal(failed.json().code, 'internal');
  assert.ok(!failed.body.includes('database'), 'details stay in the log');
  const all = logs.join('');
  assert.match(all, /an HTTP request failed/);
  for (const word of ['eyJ', 'Lovelace', '203.0.113.9', inTheOpen.apiKey ?? '']) assert.ok(!all.includes(word), word);
});
