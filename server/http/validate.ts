import * as v from 'valibot';
import { HttpProblem } from './problem.ts';

/** Checks a body, query or path; throws `bad-input` naming the field. Unknown fields are left out. */
export function validate<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> {
  // An array would pass as an object whose fields are all absent.
  const result = v.safeParse(schema, Array.isArray(value) ? undefined : value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  throw new HttpProblem('bad-input', path === null ? 'Send one JSON object.' : `Check the field ${path}: ${issue.message}`);
}
