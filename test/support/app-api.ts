import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

export const appSecret = 'a secret between server and app';

export interface AppCall { readonly path: string; readonly body: Record<string, string>; readonly signed: boolean }

export interface TestApp {
  readonly url: string;
  readonly calls: readonly AppCall[];
  /** Answers with this from now on; by default, from `keys`. */
  answer: ((body: Record<string, string>) => { status: number; body?: string; headers?: Record<string, string> }) | undefined;
}

/** The application behind the server in tenant mode: knows organisations and their keys. */
export async function testApp(t: Pick<TestContext, 'after'>, keys: Readonly<Record<string, string>>): Promise<TestApp> {
  const calls: AppCall[] = [];
  const app: { answer: TestApp['answer'] } = { answer: undefined };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const [, time, event, mac] = /^t=(\d+),id=([\w-]+),v1=([\da-f]{64})$/.exec(String(request.headers['x-muf-signature'])) ?? [];
      const signed = mac === createHmac('sha256', appSecret).update(`${time}.${event}.${text}`).digest('hex');
      const body = JSON.parse(text) as Record<string, string>;
      calls.push({ path: request.url ?? '', body, signed });
      const answer = app.answer?.(body) ?? { status: 200, body: JSON.stringify({ valid: keys[body['orgId'] ?? ''] === body['orgKey'] }) };
      response.writeHead(answer.status, { 'content-type': 'application/json', ...('headers' in answer ? answer.headers : {}) }).end(answer.body ?? '');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }));
  return Object.assign(app, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls });
}
