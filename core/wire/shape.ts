/**
 * Reads one value of parsed JSON, and throws a `ShapeError` for any other. What viewers load before the first picture is
 * read by these rather than by valibot, of which they would be the only users there.
 */
export type Shape<Value> = (value: unknown, at: string) => Value;
export type Read<Of> = Of extends Shape<infer Value> ? Value : never;

/** A value is not as it must be; `at` is the path to it, such as `tracks.0.width`. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
  readonly at: string;

  constructor(at: string, wanted: string) {
    super(`“${at}” is no ${wanted}.`);
    this.at = at;
  }
}

const shape = <Value>(wanted: string, is: (value: unknown) => boolean): Shape<Value> => (value, at) => {
  if (!is(value)) throw new ShapeError(at, wanted);
  return value as Value;
};

/** `least` and `most` in UTF-16 units. */
export const text = (most: number, least = 0): Shape<string> => shape('text of a fitting length', (value) => typeof value === 'string' && value.length >= least && value.length <= most);
export const matching = (pattern: RegExp): Shape<string> => shape(`text like ${pattern.source}`, (value) => typeof value === 'string' && pattern.test(value));
export const flag: Shape<boolean> = shape('true or false', (value) => typeof value === 'boolean');
/** A whole number from 1 on. */
export const count = (most: number): Shape<number> => shape(`whole number from 1 to ${most}`, (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most);
/** Any number above 0. */
export const amount = (most: number): Shape<number> => shape(`number above 0, up to ${most}`, (value) => typeof value === 'number' && value > 0 && value <= most);
export const oneOf = <const Values extends readonly (string | number)[]>(...values: Values): Shape<Values[number]> => shape(values.join(' or '), (value) => values.includes(value as Values[number]));

export const optional = <Value>(of: Shape<Value>): Shape<Value | undefined> => (value, at) => (value === undefined ? undefined : of(value, at));
export const nullish = <Value>(of: Shape<Value>): Shape<Value | null | undefined> => (value, at) => (value === undefined || value === null ? value : of(value, at));

export const list = <Value>(of: Shape<Value>, most: number): Shape<Value[]> => (value, at) => {
  if (!Array.isArray(value) || value.length > most) throw new ShapeError(at, `list of at most ${most}`);
  return value.map((item, index) => of(item, `${at}.${index}`));
};

type Fields = Readonly<Record<string, Shape<unknown>>>;
type Optional<Of extends Fields> = { [Name in keyof Of]: undefined extends Read<Of[Name]> ? Name : never }[keyof Of];
export type ReadFields<Of extends Fields> = { [Name in Exclude<keyof Of, Optional<Of>>]: Read<Of[Name]> } & { [Name in Optional<Of>]?: Read<Of[Name]> };

/** Fields that are not named are left out, and so are those that may be missing and are. */
export const record = <Of extends Fields>(fields: Of): Shape<ReadFields<Of>> => (value, at) => {
  if (typeof value !== 'object' || value === null) throw new ShapeError(at, 'object');
  const found = Object.entries(fields).map(([name, of]) => [name, of((value as Record<string, unknown>)[name], at === '' ? name : `${at}.${name}`)] as const);
  return Object.fromEntries(found.filter(([, read]) => read !== undefined)) as ReadFields<Of>;
};
