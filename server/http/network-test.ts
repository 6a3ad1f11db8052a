import type { FastifyInstance } from 'fastify';
import type { DtlsParameters } from 'mediasoup/types';
import * as v from 'valibot';
import { networkTestConnectBody } from '../../core/wire/network-test.ts';
import { id } from '../../core/wire/signal/fields.ts';
import { addressKey } from '../auth/address-key.ts';
import { createKeyedBuckets } from '../auth/token-bucket.ts';
import { SignalError } from '../signal-error.ts';
import { iceServersFor } from '../ice-servers.ts';
import type { HttpDeps } from './deps.ts';
import { validate } from './validate.ts';

/** Per address: a few tries at once, then one every 15 s. */
const rate = { burst: 4, perSecond: 1 / 15 };

/** Relay credentials of a test are of no use for anything longer, in s. */
const relaySec = 60;

const params = v.object({ testId: id });

/**
 * `POST /network-test`, and `/connect` and `/end` below its id: whether media gets through to this server, and how
 * much. Open to everyone, before there is any token: rare per address, few at once, seconds long.
 */
export function addNetworkTest(app: FastifyInstance, { config, networkTests, clock }: HttpDeps): void {
  const buckets = createKeyedBuckets(rate, clock);

  app.post('/network-test', async (request, reply) => {
    const retryAfterMs = buckets.take(addressKey(request.ip));
    if (retryAfterMs > 0) throw new SignalError('rate-limited', { retryAfterMs });
    const test = await networkTests.open();
    const iceServers = iceServersFor(config.ice, test.testId, clock.now(), relaySec);
    return reply.code(201).header('cache-control', 'no-store').send({ ...test, iceServers });
  });

  app.post('/network-test/:testId/connect', async (request, reply) => {
    const { testId } = validate(params, request.params);
    const { path, dtlsParameters } = validate(networkTestConnectBody, request.body ?? {});
    await networkTests.connect(testId, path, dtlsParameters as DtlsParameters);
    return reply.send({});
  });

  app.post('/network-test/:testId/end', async (request, reply) => {
    const { testId } = validate(params, request.params);
    return reply.header('cache-control', 'no-store').send({ received: await networkTests.end(testId) });
  });
}
