import * as v from 'valibot';

/** What an answer says, if it is of this shape; what is new in it is left out. */
export function readAnswer<Schema extends v.GenericSchema>(schema: Schema, answer: unknown): v.InferOutput<Schema> | undefined {
  const result = v.safeParse(schema, answer, { abortEarly: true });
  return result.success ? result.output : undefined;
}
