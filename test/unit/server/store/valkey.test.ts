import { after, before } from 'node:test';
import { createLogger } from '../../../../server/observe/logger.ts';
import { createValkeyStore } from '../../../../server/store/valkey.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { startRedis, type TestRedis } from '../../../support/redis.ts';
import { storeContract } from './contract.ts';

const logger = createLogger({ level: 'silent' });
let redis: TestRedis;
before(async () => { redis = await startRedis(); });
after(() => redis.close());

storeContract('valkey', () => {
  const clock = createFakeClock();
  const url = redis.url();
  return { clock, open: () => createValkeyStore({ url, node: 'me', clock, logger }) };
});
