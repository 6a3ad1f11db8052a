export interface CodeBlock {
  readonly file: string;
  /** Of its first line in the file, from 1. */
  readonly line: number;
  readonly language: string;
  /** What is run with it: `runnable=node`. */
  readonly runnable: string | undefined;
  readonly code: string;
}

/** The fenced code of a Markdown or MDX text (CommonMark §4.5, backticks only). */
export function codeBlocks(file: string, text: string): readonly CodeBlock[] {
  return [...text.matchAll(/^```(\w+)([^\n]*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    file,
    line: text.slice(0, match.index).split('\n').length + 1,
    language: match[1]!,
    runnable: /runnable=(\w+)/.exec(match[2]!)?.[1],
    code: match[3]!,
  }));
}
