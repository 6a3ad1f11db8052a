import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GenericSchema } from 'valibot';
import type { SignalErrorCode } from '../../core/wire/signal/errors.ts';
import { statusOf, type HttpProblemCode } from '../http/problem.ts';
import type { Endpoint, JsonSchema } from './openapi/endpoint.ts';
import { roomEndpoints } from './openapi/rooms.ts';
import { answerSchemas, streamEndpoints } from './openapi/streams.ts';

export const openApiFile: string = join(import.meta.dirname, '../http/openapi.json');
export const endpoints: readonly Endpoint[] = [...streamEndpoints, ...roomEndpoints];

interface ToJson { (asked: GenericSchema): JsonSchema; answers: Readonly<Record<string, JsonSchema>> }
type Code = HttpProblemCode | SignalErrorCode;

const securitySchemes = {
  apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, `mk_…`, with the scope that the endpoint names.' },
  orgKey: { type: 'apiKey', in: 'header', name: 'x-org-key', description: '`MUF_API_KEY`; in tenant mode an organisation’s own key, with its id as `x-org-id`. Not needed on a server that only its own machine can reach and that has none.' },
  token: { type: 'http', scheme: 'bearer', description: 'The token of a peer of the room.' },
};

const problem = {
  type: 'object',
  description: 'RFC 9457, with a stable `code`; `detail` says what to do.',
  properties: { type: { const: 'about:blank' }, status: { type: 'integer' }, code: { type: 'string' }, title: { type: 'string' }, detail: { type: 'string' }, retryAfterMs: { type: 'number' } },
  required: ['type', 'status', 'code', 'title', 'detail'],
};

/** Valibot's schemas as JSON Schema 2020-12, which OpenAPI 3.1 is written in. */
async function converter(): Promise<ToJson> {
  // Of the workshop only: the server is shipped with what this has made.
  const { toJsonSchema, toJsonSchemaDefs } = await import('@valibot/to-json-schema');
  const ask = (schema: GenericSchema): JsonSchema => {
    const { $schema: _, ...json } = toJsonSchema(schema, {
      typeMode: 'input',
      target: 'draft-2020-12',
      errorMode: 'ignore',
      // JSON Schema knows no flags: a pattern with one is left to the server.
      overrideAction: ({ valibotAction, jsonSchema }) => (valibotAction.type === 'regex' && 'requirement' in valibotAction && (valibotAction.requirement as RegExp).flags !== '' ? jsonSchema : undefined),
    });
    return json;
  };
  const overrideRef = ({ referenceId }: { referenceId: string }): string => `#/components/schemas/${referenceId}`;
  return Object.assign(ask, { answers: toJsonSchemaDefs(answerSchemas, { typeMode: 'output', target: 'draft-2020-12', overrideRef }) as unknown as Readonly<Record<string, JsonSchema>> });
}

/** Query values come as text; what is a number in it is told as one. */
function ofQuery({ pattern, default: otherwise, ...rest }: JsonSchema): JsonSchema {
  const isNumber = typeof pattern === 'string' && pattern.startsWith('^\\d');
  if (isNumber) return { ...rest, type: 'integer', ...(otherwise === undefined ? {} : { default: Number(otherwise) }) };
  return { ...rest, ...(pattern === undefined ? {} : { pattern }), ...(otherwise === undefined ? {} : { default: otherwise }) };
}

function parametersOf({ path, query, idempotent }: Endpoint, toJson: ToJson): readonly object[] {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string', pattern: '^[\\w.:~-]{1,64}$' } }));
  const { properties = {} } = (query ? toJson(query) : {}) as { properties?: Readonly<Record<string, JsonSchema>> };
  const inQuery = Object.entries(properties).map(([name, { description, ...schema }]) => ({ name, in: 'query', ...(description ? { description } : {}), schema: ofQuery(schema) }));
  const header = { name: 'Idempotency-Key', in: 'header', description: 'Makes it safe to send again: for 24 h the first answer comes back.', schema: { type: 'string', minLength: 1, maxLength: 255 } };
  return [...inPath, ...inQuery, ...(idempotent ? [header] : [])];
}

function refusalsOf({ path, keys, scope, query, body, idempotent, problems = [] }: Endpoint): object {
  const codes: Code[] = [
    ...(query || body || path.includes(':') ? ['bad-input' as const] : []),
    ...(body ? ['bad-json', 'too-large', 'unsupported-media-type'] as const : []),
    ...(keys ? ['key-missing', 'key-invalid'] as const : []),
    ...(scope ? ['scope-missing', 'rate-limited'] as const : []),
    ...(idempotent ? ['idempotency-mismatch'] as const : []),
    ...problems,
  ];
  const byStatus = Map.groupBy(codes, (code) => statusOf(code));
  const sorted = [...byStatus].toSorted(([a], [b]) => a - b);
  return Object.fromEntries(sorted.map(([status, of]) => [status, { $ref: '#/components/responses/Problem', description: of.map((code) => `\`${code}\``).join(', ') }]));
}

function operationOf(endpoint: Endpoint, toJson: ToJson): object {
  const { summary, tag, keys, scope, body, answer: { status, schema, type = 'application/json' } } = endpoint;
  const parameters = parametersOf(endpoint, toJson);
  const asked = body && toJson(body);
  const content = schema === undefined ? undefined : { [type]: { schema: typeof schema === 'string' ? { $ref: `#/components/schemas/${schema}` } : schema } };
  return {
    tags: [tag],
    summary,
    ...(scope ? { description: `An API key needs the scope \`${scope}\`.` } : {}),
    ...(keys ? { security: keys.map((name) => ({ [name]: [] })) } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(asked ? { requestBody: { required: (asked as { required?: readonly string[] }).required?.length !== 0, content: { 'application/json': { schema: asked } } } } : {}),
    responses: { [status]: { description: status === 204 ? 'Done.' : 'Here it is.', ...(content && { content }) }, ...refusalsOf(endpoint) },
  };
}

/** The OpenAPI 3.1 document of the HTTP API, as its file has it: made from the schemas that requests are checked with. */
export async function openApi(): Promise<string> {
  const toJson = await converter();
  const paths: Record<string, Record<string, object>> = {};
  for (const endpoint of endpoints) (paths[endpoint.path.replace(/:(\w+)/g, '{$1}')] ??= {})[endpoint.method] = operationOf(endpoint, toJson);
  return `${JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'muf-live', version: '1', description: 'Rooms, and streams beside them: live inputs, signed playback, keys and analytics. Every refusal is problem JSON.', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    tags: [{ name: 'streams', description: 'One to many.' }, { name: 'rooms', description: 'Everyone with everyone.' }, { name: 'operator', description: 'For whoever runs the server.' }],
    paths,
    components: {
      securitySchemes,
      responses: { Problem: { description: 'What went wrong, by its code.', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } } },
      schemas: { Problem: problem, ...toJson.answers },
    },
  }, null, 2)}\n`;
}

if (import.meta.main) writeFileSync(openApiFile, await openApi());
