import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { crc32 } from 'node:zlib';

/** Message types (RFC 8489 §5, RFC 8656 §2) that are used here. */
export const stunTypes = { bindingRequest: 0x0001, bindingSuccess: 0x0101, allocateRequest: 0x0003, allocateSuccess: 0x0103, allocateError: 0x0113 } as const;

const attributes = { username: 0x0006, integrity: 0x0008, errorCode: 0x0009, realm: 0x0014, nonce: 0x0015, requestedTransport: 0x0019, priority: 0x0024, fingerprint: 0x8028, controlling: 0x802a } as const;
type Attribute = readonly [type: number, value: Uint8Array];

const cookie = 0x2112a442;
const fingerprintXor = 0x5354554e;
const headerBytes = 20;

export interface StunMessage { readonly type: number; readonly transaction: Buffer; readonly attributes: ReadonlyMap<number, Buffer> }

const field = ([type, value]: Attribute): Buffer => {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc(-value.length & 3)]);
};

function header(type: number, length: number, transaction: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(length, 2);
  head.writeUInt32BE(cookie, 4);
  return Buffer.concat([head, transaction]);
}

/** A request, signed where there is a key, with a fingerprint (RFC 8489 §14.5–14.7: each covers what is before it). */
function encode(type: number, list: readonly Attribute[], key?: Uint8Array): { readonly bytes: Buffer; readonly transaction: Buffer } {
  const transaction = randomBytes(12);
  let body = Buffer.concat(list.map(field));
  if (key) {
    const mac = createHmac('sha1', key).update(header(type, body.length + 24, transaction)).update(body).digest();
    body = Buffer.concat([body, field([attributes.integrity, mac])]);
  }
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE((crc32(Buffer.concat([header(type, body.length + 8, transaction), body])) ^ fingerprintXor) >>> 0);
  body = Buffer.concat([body, field([attributes.fingerprint, sum])]);
  return { bytes: Buffer.concat([header(type, body.length, transaction), body]), transaction };
}

export function decode(bytes: Buffer): StunMessage | undefined {
  if (bytes.length < headerBytes || bytes.readUInt32BE(4) !== cookie || bytes.length < headerBytes + bytes.readUInt16BE(2)) return undefined;
  const found = new Map<number, Buffer>();
  const end = headerBytes + bytes.readUInt16BE(2);
  for (let at = headerBytes; at + 4 <= end;) {
    const length = bytes.readUInt16BE(at + 2);
    found.set(bytes.readUInt16BE(at), bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length + (-length & 3);
  }
  return { type: bytes.readUInt16BE(0), transaction: bytes.subarray(8, headerBytes), attributes: found };
}

export interface Target { readonly protocol: 'udp' | 'tcp'; readonly host: string; readonly port: number; /** Each message after its length in two bytes (RFC 4571), as ICE over TCP has it. */ readonly framed?: boolean }

const answerMs = 2000;
const againMs = 500;

function overUdp({ host, port }: Target, bytes: Buffer, heard: (bytes: Buffer) => void): () => void {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  socket.on('error', () => {}).on('message', heard);
  const send = (): void => socket.send(bytes, port, host, () => {});
  const again = setInterval(send, againMs);
  send();
  return () => {
    clearInterval(again);
    socket.close();
  };
}

function overTcp({ host, port, framed }: Target, bytes: Buffer, heard: (bytes: Buffer) => void): () => void {
  const socket = connect(port, host);
  let got = Buffer.alloc(0);
  const length = Buffer.alloc(framed ? 2 : 0);
  if (framed) length.writeUInt16BE(bytes.length);
  socket.on('error', () => {}).on('connect', () => void socket.write(Buffer.concat([length, bytes]))).on('data', (chunk: Buffer) => {
    got = Buffer.concat([got, chunk]);
    heard(framed ? got.subarray(2) : got);
  });
  return () => void socket.destroy();
}

/** Sends a request and waits for its answer; `undefined` after 2 s without. */
async function exchange(target: Target, type: number, list: readonly Attribute[], key?: Uint8Array): Promise<StunMessage | undefined> {
  const { bytes, transaction } = encode(type, list, key);
  const { promise, resolve } = Promise.withResolvers<StunMessage | undefined>();
  const late = setTimeout(() => resolve(undefined), answerMs);
  const close = (target.protocol === 'udp' ? overUdp : overTcp)(target, bytes, (answer) => {
    const message = decode(answer);
    if (message?.transaction.equals(transaction)) resolve(message);
  });
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    close();
  }
}

/** The connectivity check of ICE (RFC 8445 §7.2): whether the other side answers it. */
export async function iceCheck(target: Target, { usernameFragment, password }: { readonly usernameFragment: string; readonly password: string }): Promise<boolean> {
  const priority = Buffer.from([0x6e, 0xff, 0xff, 0xff]);
  const list: Attribute[] = [[attributes.username, Buffer.from(`${usernameFragment}:doctor`)], [attributes.priority, priority], [attributes.controlling, randomBytes(8)]];
  return (await exchange(target, stunTypes.bindingRequest, list, Buffer.from(password)))?.type === stunTypes.bindingSuccess;
}

/** Whether a STUN server answers at all. */
export const stunCheck = async (target: Target): Promise<boolean> => (await exchange(target, stunTypes.bindingRequest, []))?.type === stunTypes.bindingSuccess;

/** Asks a relay for an address, with credentials (RFC 8656 §7.2): `silent`, or why not. */
export async function turnCheck(target: Target, username: string, credential: string): Promise<'ok' | 'silent' | 'refused'> {
  const transport: Attribute = [attributes.requestedTransport, Buffer.from([17, 0, 0, 0])];
  const challenge = await exchange(target, stunTypes.allocateRequest, [transport]);
  const realm = challenge?.attributes.get(attributes.realm);
  const nonce = challenge?.attributes.get(attributes.nonce);
  if (!challenge) return 'silent';
  if (challenge.type === stunTypes.allocateSuccess) return 'ok';
  if (!realm || !nonce) return 'refused';
  const key = createHash('md5').update(`${username}:${realm.toString()}:${credential}`).digest();
  const answer = await exchange(target, stunTypes.allocateRequest, [transport, [attributes.username, Buffer.from(username)], [attributes.realm, realm], [attributes.nonce, nonce]], key);
  return answer === undefined ? 'silent' : answer.type === stunTypes.allocateSuccess ? 'ok' : 'refused';
}
