import { systemClock } from '../clock.ts';
import { systemIds } from '../ids.ts';
import { createLogger } from '../observe/logger.ts';
import { StartError } from '../start-error.ts';
import { authorityOver } from '../streams/authority-ipc.ts';
import { startPlane, type Plane } from './audience-plane.ts';
import { isBegin, type Began } from './child-messages.ts';
import { parentPort } from './ipc.ts';
import type { PlaneConfig } from './plane-config.ts';

/** The program of the media process: begins when it is told how, and ends with the process that started it. */
export function runMediaChild(): void {
  let plane: Plane | undefined;
  let leaving = false;
  const leave = async (code: number): Promise<void> => {
    if (leaving) return;
    leaving = true;
    await plane?.close();
    process.exit(code);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void leave(0));
  process.on('disconnect', () => void leave(0));

  async function begin(config: PlaneConfig): Promise<void> {
    const logger = createLogger({ level: config.logLevel });
    for (const fault of ['uncaughtException', 'unhandledRejection'] as const) {
      process.on(fault, (err: unknown) => {
        logger.fatal({ err }, fault);
        void leave(1);
      });
    }
    const say = (began: Began): void => parentPort.post(began);
    try {
      plane = await startPlane(config, { authority: authorityOver(parentPort, systemClock), clock: systemClock, ids: systemIds, logger });
      say({ plane: 'listening', port: plane.port });
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      say({ plane: 'failed', sentence: error.message });
      setImmediate(() => void leave(1));
    }
  }

  const stop = parentPort.listen((message) => {
    if (!isBegin(message)) return;
    stop();
    void begin(message.config);
  });
}
