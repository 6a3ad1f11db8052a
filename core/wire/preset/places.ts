/** What is wrong with a text that should be JSON, and where. */
export class JsonFault extends Error {
  /** In UTF-16 code units from the start. */
  readonly at: number;

  constructor(at: number, sentence: string) {
    super(sentence);
    this.name = 'JsonFault';
    this.at = at;
  }
}

export type Path = readonly (string | number)[];

/** Where things stand in a JSON text. */
export interface Places {
  /** Of a value; of its key, where it is in an object; else of what is around it. */
  of(path: Path): number;
  /** Keys that are written twice. */
  readonly twice: readonly Path[];
}

/** Deeper is no preset, and would cost the stack. */
const deepest = 16;

const keyOf = (path: Path): string => JSON.stringify(path);

/** Reads a JSON text (RFC 8259) for where everything stands. Throws a `JsonFault` in words for people who write JSON by hand. */
export function readPlaces(text: string): Places {
  const scanner = new Scanner(text);
  scanner.whole();
  return {
    twice: scanner.twice,
    of(path) {
      for (let length = path.length; length > 0; length--) {
        const at = scanner.places.get(keyOf(path.slice(0, length)));
        if (at !== undefined) return at;
      }
      return 0;
    },
  };
}

/** Lines and columns as editors count them, from 1. */
export function lineAndColumn(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

class Scanner {
  readonly places = new Map<string, number>();
  readonly twice: Path[] = [];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): void {
    this.#space();
    if (this.#at === this.#text.length) this.#fault('is empty: the least that a preset can be is {}');
    this.#value([]);
    this.#space();
    if (this.#at < this.#text.length) this.#fault('goes on after its last bracket');
  }

  #value(path: Path): void {
    if (path.length > deepest) this.#fault('is nested too deep');
    const first = this.#text[this.#at];
    if (first === '{') this.#members(path);
    else if (first === '[') this.#items(path);
    else if (first === '"') this.#string();
    else this.#plain();
  }

  #members(path: Path): void {
    const keys = new Set<string>();
    this.#list('}', () => {
      const at = this.#at;
      if (this.#text[at] !== '"') this.#fault('a name in double quotes should stand here');
      const key = this.#string();
      const inner = [...path, key];
      if (keys.has(key)) this.twice.push(inner);
      keys.add(key);
      this.places.set(keyOf(inner), at);
      this.#space();
      if (this.#text[this.#at] !== ':') this.#fault(`a colon is missing after ${JSON.stringify(key)}`);
      this.#at += 1;
      this.#space();
      this.#value(inner);
    });
  }

  #items(path: Path): void {
    let index = 0;
    this.#list(']', () => {
      this.places.set(keyOf([...path, index]), this.#at);
      this.#value([...path, index++]);
    });
  }

  #list(close: string, item: () => void): void {
    this.#at += 1;
    this.#space();
    if (this.#take(close)) return;
    for (;;) {
      item();
      const end = this.#at;
      this.#space();
      if (this.#take(close)) return;
      if (!this.#take(',')) this.#fault(this.#at === this.#text.length ? `ends too early: a ${close} is missing` : `a comma or a ${close} is missing before this`, this.#at === this.#text.length ? end : this.#at);
      this.#space();
      if (this.#text[this.#at] === close) this.#fault('there is a comma after the last one: take it away', end);
    }
  }

  #take(sign: string): boolean {
    if (this.#text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #string(): string {
    const match = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;
    match.lastIndex = this.#at;
    const found = match.exec(this.#text)?.[0];
    if (found === undefined) this.#fault('this text in quotes does not end on its line, or has a \\ that means nothing');
    this.#at += found.length;
    return JSON.parse(found) as string;
  }

  #plain(): void {
    const match = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y;
    match.lastIndex = this.#at;
    const found = match.exec(this.#text)?.[0];
    if (found === undefined) this.#fault(this.#text[this.#at] === "'" ? 'text stands in double quotes, not single ones' : 'text has to stand in double quotes');
    this.#at += found.length;
  }

  #space(): void {
    const match = /[ \t\n\r]*/y;
    match.lastIndex = this.#at;
    this.#at += match.exec(this.#text)?.[0].length ?? 0;
    if (/^\/[/*]/.test(this.#text.slice(this.#at, this.#at + 2))) this.#fault('JSON has no comments: take this one away');
  }

  #fault(sentence: string, at: number = this.#at): never {
    throw new JsonFault(at, sentence);
  }
}
