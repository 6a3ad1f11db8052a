import { createSfu, type Sfu } from './sfu/sfu.ts';
import { StartError } from './start-error.ts';

function sentenceFor(reason: string, rtcPort: number, workers: number): string {
  if (/address already in use/.test(reason)) {
    const ports = workers === 1 ? `port ${rtcPort} is` : `one of the ports ${rtcPort} to ${rtcPort + workers - 1} is`;
    return `For media, ${ports} taken: stop the program that uses it, or set RTC_PORT to other ones or to 0.`;
  }
  return `The media worker cannot start (${reason}): run npm start, which makes sure of one, or set MEDIASOUP_WORKER_BIN to one that runs here.`;
}

/** Starts the media workers. Throws a `StartError` when there is no worker to run or its ports are taken. */
export async function startMedia(options: Parameters<typeof createSfu>[0]): Promise<Sfu> {
  try {
    return await createSfu(options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(sentenceFor(reason, options.config.rtcPort, options.config.workers), { cause: error });
  }
}
