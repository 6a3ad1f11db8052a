import { X509Certificate } from 'node:crypto';
import type { Server } from '../server.ts';
import type { LanCodes, LanInvitation } from './lan-codes.ts';
import { terminalQr } from './terminal-qr.ts';

/** The terminal, or what stands for it. */
export interface Terminal {
  write(text: string): void;
  readonly colours: boolean;
  /** Calls back with each press of Enter; absent where nobody sits. */
  onEnter?(handler: () => void): void;
}

/** The code is in the fragment, which browsers never send: it stays out of logs. `opens` lets the page ask what the room is to be called. */
export const cameraLink = (url: string, { roomId, code }: LanInvitation, opens: boolean): string =>
  `${url}broadcaster.html?${new URLSearchParams({ room: roomId }).toString()}#code=${code}${opens ? '&opens=1' : ''}`;

export const systemTerminal: Terminal = {
  write: (text) => void process.stdout.write(text),
  colours: process.stdout.isTTY,
  ...(process.stdin.isTTY ? { onEnter: (handler: () => void) => void process.stdin.on('data', handler).unref() } : {}),
};

const fingerprintOf = (cert: string): string => new X509Certificate(cert).fingerprint256;

/**
 * Shows whoever started the server how a phone becomes its camera: a QR code and a link, good once, and the next one
 * as soon as it was used.
 */
export async function welcomeToLan({ url }: Pick<Server, 'url'>, codes: LanCodes, cert: string, terminal: Terminal): Promise<void> {
  const show = async (lead: string): Promise<void> => {
    const begun = await codes.begun();
    const link = cameraLink(url, codes.issue(), !begun);
    terminal.write(`\n${lead} It works once, within an hour.${terminal.onEnter ? ' Press Enter for a new one.' : ''}\n\n${terminalQr(link, { colours: terminal.colours })}\n\n${link}\n`);
  };
  terminal.write(`The certificate is this server’s own, so a browser asks once whether to go on. Its SHA-256 is\n${fingerprintOf(cert)}\n`);
  await show('Scan this with a phone on the same network, and it is the camera.');
  codes.onUsed((roomId) => {
    terminal.write(`\nA camera is joining. Watch at ${url}viewer.html?${new URLSearchParams({ room: roomId }).toString()}\n`);
    void show('The next one joins it on stage.');
  });
  terminal.onEnter?.(() => void show('A new code.'));
}
