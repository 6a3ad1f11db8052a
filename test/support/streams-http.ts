import type { TestContext } from 'node:test';
import type { Config } from '../../server/config.ts';
import type { Problem } from '../../server/http/problem.ts';
import { appSecret, testApp } from './app-api.ts';
import { httpApp, inTheOpen, type HttpApp } from './http-app.ts';

export type Headers = Record<string, string>;
export type Method = 'GET' | 'POST' | 'DELETE';
export interface Answer<Body> { readonly status: number; readonly body: Body; readonly text: string; readonly headers: Headers }

/** One request, answered without a socket; a refusal is expected where nothing is said of the answer’s body. */
export async function at<Body = Problem>({ app }: Pick<HttpApp, 'app'>, method: Method, url: string, headers: Headers = {}, payload?: object): Promise<Answer<Body>> {
  const response = await app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  const text = response.body;
  return { status: response.statusCode, body: (text === '' ? undefined : JSON.parse(text)) as Body, text, headers: response.headers as Headers };
}

export const orgs = { acme: 'key of acme', umbrella: 'key of umbrella' };
export const as = (org: keyof typeof orgs): Headers => ({ 'x-org-id': org, 'x-org-key': orgs[org] });

/** A server for two organisations. */
export async function tenants(t: TestContext, changes: Partial<Config> = {}): Promise<HttpApp> {
  const api = await testApp(t, orgs);
  return httpApp(t, { ...inTheOpen, apiKey: 'the operator’s', tenancy: { url: api.url, secret: appSecret, allowPrivate: true }, relay: { port: 8081, url: 'https://relay.example' }, ...changes });
}
