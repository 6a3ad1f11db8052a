import type { ChildProcess } from 'node:child_process';
import type { IpcPort } from '../streams/authority-ipc.ts';

const swallow = (): void => {};

/** The channel to a child, until it has gone. */
export const portOf = (child: ChildProcess): IpcPort => ({
  // A child that is just ending takes no more.
  post: (message) => { if (child.connected) child.send(message, swallow); },
  listen(listener) {
    child.on('message', listener);
    return () => void child.off('message', listener);
  },
});

/** The channel to the process that started this one. */
export const parentPort: IpcPort = {
  post: (message) => { if (process.connected) process.send!(message, undefined, undefined, swallow); },
  listen(listener) {
    process.on('message', listener);
    return () => void process.off('message', listener);
  },
};
