import { loadConfig } from './config.ts';
import { loadLanConfig } from './lan/lan-config.ts';
import { systemTerminal, welcomeToLan } from './lan/welcome.ts';
import { leaveInOrder } from './leave.ts';
import { createLogger } from './observe/logger.ts';
import { childMark } from './moqt/child-messages.ts';
import { rolesOf } from './roles.ts';
import type { Server } from './server.ts';
import { StartError } from './start-error.ts';

/** What must not start is said in one sentence; anything else is a fault of ours and shows its stack. */
function refuse(error: unknown): never {
  process.stderr.write(`${error instanceof StartError ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const roles = rolesOf(args.filter((arg) => arg !== '--lan'));
  // Each kind of process loads only what it needs.
  if (process.env[childMark] !== undefined) return (await import('./moqt/child-main.ts')).runMediaChild();
  const { config, warnings } = args.includes('--lan') ? loadLanConfig(process.env) : loadConfig(process.env);
  const logger = createLogger({ level: config.logLevel });
  for (const warning of warnings) logger.warn(warning);

  let server: Pick<Server, 'close'> | undefined;
  leaveInOrder({ signals: ['SIGTERM', 'SIGINT'], close: () => server?.close(), logger });

  if (!roles.includes('signal')) {
    const { startPlaneAlone } = await import('./moqt/plane-alone.ts');
    const plane = server = await startPlaneAlone(config, { roles, logger });
    return void process.stdout.write(`muf-live is relaying at ${plane.url}\n`);
  }
  const { startServer } = await import('./server.ts');
  const whole = server = await startServer(config, { roles, logger });
  process.stdout.write(`muf-live is running at ${whole.url}\n`);
  if (whole.lan && config.tls) await welcomeToLan(whole, whole.lan, config.tls.cert, systemTerminal);
}

try {
  await main();
} catch (error) {
  refuse(error);
}
