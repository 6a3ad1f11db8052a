import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import * as answers from '../../../../core/wire/streams/answers.ts';
import { scopes } from '../../../../core/wire/streams/requests.ts';
import { endpoints, openApi, openApiFile } from '../../../../server/setup/openapi.ts';
import { answerSchemas } from '../../../../server/setup/openapi/streams.ts';
import { httpApp } from '../../../support/http-app.ts';

/** Of pages and of the room's own SDK: no application calls these. */
const isInner = (path: string): boolean => path === '/' || /\.html$|^\/(cdn|presets|network-test)\b/.test(path);

/** `GET /v1/assets` and so on, out of the tree that Fastify draws of its routes. */
function routesOf(tree: string): readonly string[] {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent, name, methods] = /^(.*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?/.exec(line) ?? [];
    if (indent === undefined) return [];
    const depth = indent.length / 4;
    above.length = depth;
    above.push(name!);
    return (methods ?? '').split(', ').filter((method) => method !== '' && method !== 'HEAD').map((method) => `${method} ${above.join('')}`);
  });
}

interface Operation { readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Record<string, unknown> }[]; readonly responses: Record<string, { $ref?: string; description: string }>; readonly requestBody?: { readonly required: boolean } }

describe('the OpenAPI document', () => {
  it('is fresh: what its file has is what the schemas make (npm run openapi)', async () => {
    assert.equal(readFileSync(openApiFile, 'utf8'), await openApi());
  });

  it('is served, for everyone’s tools', async (t) => {
    const { app } = await httpApp(t);
    const response = await app.inject({ url: '/openapi.json', headers: { origin: 'https://tools.example' } });
    assert.deepEqual([response.statusCode, response.headers['access-control-allow-origin'], response.json()], [200, '*', JSON.parse(readFileSync(openApiFile, 'utf8'))]);
  });

  it('tells of every endpoint that applications call, and of no other', async (t) => {
    const { app } = await httpApp(t);
    const told = endpoints.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    assert.equal(new Set(told).size, told.length);
    const served = routesOf(app.printRoutes({ commonPrefix: false })).filter((route) => !isInner(route.split(' ')[1]!));
    assert.deepEqual(served.toSorted(), told.toSorted());
  });

  it('has no reference to nowhere, names what each answers and needs, and every scope', async () => {
    const text = await openApi();
    const document = JSON.parse(text) as { openapi: string; paths: Record<string, Record<string, Operation>>; components: Record<string, Record<string, unknown>> };
    assert.equal(document.openapi, '3.1.0');
    for (const [, ref] of text.matchAll(/"\$ref": "#\/([^"]+)"/g)) {
      assert.ok(ref!.split('/').reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], document), ref);
    }
    const shapes = Object.values(answers).filter((value) => typeof value === 'object' && value !== answers.broadcast);
    assert.deepEqual(new Set(Object.values(answerSchemas)), new Set(shapes));
    for (const scope of scopes) assert.ok(text.includes(`scope \`${scope}\``), scope);
    const create = document.paths['/v1/live-inputs']!['post']!;
    assert.deepEqual(Object.keys(create.responses), ['201', '400', '401', '403', '413', '415', '422', '429']);
    assert.match(create.responses['422']!.description, /`not-available`/);
    assert.equal(create.requestBody!.required, false);
    assert.equal(document.paths['/v1/playback-urls']!['post']!.requestBody!.required, true);
    const limit = document.paths['/v1/assets']!['get']!.parameters!.find(({ name }) => name === 'limit')!;
    assert.deepEqual(limit.schema, { type: 'integer', default: 20 });
    assert.equal(document.paths['/v1/assets/{id}']!['get']!.parameters![0]!.in, 'path');
  });
});
