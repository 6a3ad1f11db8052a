import type { types } from 'mediasoup-client';
import type { Requester } from '../connection/request.ts';
import type { JsonObject } from '../wire/signal/fields.ts';
import type { TransportInfo } from '../wire/signal/shapes.ts';
import type { SfuSide } from './sfu-side.ts';

/** mediasoup's parameters are JSON by design, though its types do not say so. */
export const toJson = (value: object): JsonObject => value as JsonObject;

/** What the server describes, as mediasoup-client wants it; the shapes are mediasoup's own on both sides. */
export function transportOptions(info: TransportInfo, ice: SfuSide['ice']): types.TransportOptions {
  return {
    id: info.transportId,
    iceParameters: info.iceParameters as unknown as types.IceParameters,
    iceCandidates: info.iceCandidates as unknown as types.IceCandidate[],
    dtlsParameters: info.dtlsParameters as unknown as types.DtlsParameters,
    ...ice,
  };
}

/** Answers a transport's wish to connect through the server. */
export function connectThrough(transport: types.Transport, request: Requester): void {
  transport.on('connect', ({ dtlsParameters: { role, fingerprints } }, done, failed) => {
    const sha256 = fingerprints.filter(({ algorithm }) => algorithm === 'sha-256').slice(0, 1).map(({ value }) => ({ algorithm: 'sha-256' as const, value }));
    request({ type: 'ConnectTransport', transportId: transport.id, dtlsParameters: { ...(role && { role }), fingerprints: sha256 } }).then(done, failed);
  });
}
