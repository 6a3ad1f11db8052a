import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { systemIds } from '../ids.ts';
import type { Logger } from '../observe/logger.ts';
import type { Role } from '../roles.ts';
import { StartError } from '../start-error.ts';
import { UpstreamAuthority } from '../streams/authority-upstream.ts';
import { startPlane } from './audience-plane.ts';
import { planeConfigOf, type PlaneRole } from './plane-config.ts';

const isOfPlane = (role: Role): role is PlaneRole => role === 'relay' || role === 'hls';

/** A relay or packager of its own, before the streams of another one. Throws a `StartError`. */
export async function startPlaneAlone(config: Config, { roles, logger }: { readonly roles: readonly Role[]; readonly logger: Logger }): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { upstream } = config.relay;
  if (upstream === undefined) throw new StartError(`--only ${roles.join(',')} needs RELAY_UPSTREAM: the relay whose streams this one passes on, like https://live.example.org:8081/relay?sk=….`);
  const authority = new UpstreamAuthority({ upstream, clock: systemClock });
  const plane = await startPlane(planeConfigOf(config, roles.filter(isOfPlane)), { authority, clock: systemClock, ids: systemIds, logger });
  return {
    url: plane.url,
    async close() {
      authority.close();
      await plane.close();
    },
  };
}
