import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { presetSchema } from '../../core/wire/preset/schema.ts';

export const presetSchemaFile: string = join(import.meta.dirname, '../../themes/presets/preset.schema.json');

/** The JSON Schema (draft 7, which editors read) of presets, as its file has it. */
export async function presetJsonSchema(): Promise<string> {
  // Of the workshop only: the server is shipped without it.
  const { toJsonSchema } = await import('@valibot/to-json-schema');
  const { $schema, ...rest } = toJsonSchema(presetSchema, { typeMode: 'input' });
  return `${JSON.stringify({ $schema, title: 'A preset of muf-live', description: 'How a live room is used, what the server lets people do in it, and how it looks.', ...rest }, null, 2)}\n`;
}

if (import.meta.main) writeFileSync(presetSchemaFile, await presetJsonSchema());
