import { join } from 'node:path';
import { loadConfig, type Config } from '../../config.ts';
import { loadLanConfig } from '../../lan/lan-config.ts';
import { StartError } from '../../start-error.ts';
import { faultOf } from './check.ts';
import { checks, examine } from './examine.ts';
import { conclusionOf, rowOf, type Line } from './report.ts';

/** The settings as a start would read them, and what there is to say about them. */
function settingsOf(args: readonly string[], env: NodeJS.ProcessEnv): { readonly config: Config | undefined; readonly lines: readonly Line[] } {
  try {
    const { config, warnings } = args.includes('--lan') ? loadLanConfig(env) : loadConfig(env);
    return { config, lines: warnings.map((detail) => ({ name: 'Settings', finding: { mark: 'note', detail } })) };
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return { config: undefined, lines: [{ name: 'Settings', finding: faultOf(error) }] };
  }
}

/** Prints one line for each finding as it comes. Resolves to the exit code: 1 when something is at fault. */
export async function runDoctor(args: readonly string[], env: NodeJS.ProcessEnv): Promise<0 | 1> {
  const style = { width: Math.max(...checks.map(({ name }) => name.length)), colour: process.stdout.isTTY };
  const print = (line: Line): void => console.log(rowOf(line, style));
  const { config, lines } = settingsOf(args, env);
  for (const line of lines) print(line);
  const found = await examine({ env, config, root: join(import.meta.dirname, '..', '..', '..'), running: false }, print);
  const { sentence, exitCode } = conclusionOf([...lines, ...found]);
  console.log(`\n${sentence}`);
  return exitCode;
}
