import * as v from 'valibot';

/** A field with what it means, for the people who write presets: editors show it. */
export const told = <const Schema extends v.GenericSchema>(schema: Schema, description: string): v.SchemaWithPipe<readonly [Schema, v.DescriptionAction<v.InferOutput<Schema>, string>]> =>
  v.pipe(schema, v.description(description));

/** A whole number within bounds, both allowed. */
export const whole = (least: number, most: number): v.GenericSchema<number> => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
