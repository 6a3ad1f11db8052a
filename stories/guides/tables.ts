const cellsOf = (row: string): readonly string[] => row.trim().replace(/^\||\|$/g, '').split('|').map((cell) => cell.trim());
const rowOf = (tag: 'td' | 'th', row: string): string => `<tr>${cellsOf(row).map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;

const table = (head: string, rows: readonly string[]): string =>
  `<table>\n<thead>${rowOf('th', head)}</thead>\n<tbody>\n${rows.map((row) => rowOf('td', row)).join('\n')}\n</tbody>\n</table>`;

/** Tables as Markdown has them are not part of MDX: writes them as elements. What stands in code fences is left alone. */
export function withTables(mdx: string): string {
  return mdx
    .split(/(^```[\s\S]*?^```$)/m)
    .map((part) => (part.startsWith('```') ? part : part.replace(/^\|.*\|\n\|[\s|:-]+\|\n(?:\|.*\|(?:\n|$))+/gm, (found) => {
      const [head = '', , ...rows] = found.trimEnd().split('\n');
      return `${table(head, rows)}\n`;
    })))
    .join('');
}
