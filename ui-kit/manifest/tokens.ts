export interface Token {
  readonly name: string;
  readonly value: string;
}

/** The `--muf-*` properties a stylesheet sets, each with its first value, in the order they come. */
export function tokensOf(stylesheet: string): readonly Token[] {
  const plain = stylesheet.replace(/\/\*[\s\S]*?\*\//g, '');
  const found = new Map<string, string>();
  for (const [, name, value] of plain.matchAll(/(--muf-[\w-]+)\s*:\s*([^;}]+)/g)) {
    if (name && value && !found.has(name)) found.set(name, value.trim().replace(/\s+/g, ' '));
  }
  return [...found].map(([name, value]) => ({ name, value }));
}
