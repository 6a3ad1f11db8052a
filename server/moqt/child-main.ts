import { systemClock } from '../clock.ts';
import { systemIds } from '../ids.ts';
import { leaveInOrder } from '../leave.ts';
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
  const logger = createLogger({ level: 'warn' });
  const leave = leaveInOrder({ signals: ['SIGTERM'], close: () => plane?.close(), logger });
  // A terminal interrupts all of its processes at once: this one goes on until the other has sent its rooms home.
  process.on('SIGINT', () => {});
  process.on('disconnect', () => void leave(0));

  async function begin(config: PlaneConfig): Promise<void> {
    logger.level = config.logLevel;
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
