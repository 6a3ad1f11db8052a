import { certificates } from './certificates.ts';
import { faultOf, type Check, type DoctorContext } from './check.ts';
import { pages, worker } from './builds.ts';
import { clock, dataDir, node, optional } from './machine.ts';
import { httpPort, mediaPorts } from './ports.ts';
import { reach, relays } from './reach.ts';
import type { Line } from './report.ts';
import { announced, secrets, settings } from './settings.ts';

/** In the order they are shown; later ones may build on what earlier ones found. */
export const checks: readonly Check[] = [node, settings, secrets, dataDir, clock, httpPort, mediaPorts, announced, certificates, worker, pages, reach, relays, optional];

/** Runs every check, one after the other, and tells of each as it ends. A check that fails itself is a fault, and stops no other. */
export async function examine(context: DoctorContext, tell: (line: Line) => void, list: readonly Check[] = checks): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const { name, run } of list) {
    const found = await run(context).catch((error: unknown) => faultOf(error));
    for (const finding of [found].flat()) {
      const line = { name, finding };
      lines.push(line);
      tell(line);
    }
  }
  return lines;
}
