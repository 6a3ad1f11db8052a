import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { HttpProblem } from './problem.ts';
import type { PageFolders } from './page-folders.ts';

const immutable = 'public, max-age=31536000, immutable';

// Vite's hash: eight letters, digits, - or _ before the ending.
const hashed = /-[\w-]{8}\.\w+$/;

function cachePage(reply: FastifyReply, path: string): void {
  reply.header('cache-control', hashed.test(path) ? immutable : 'no-cache');
}

function openToAll(reply: FastifyReply, path: string): void {
  reply.header('access-control-allow-origin', '*');
  reply.header('cross-origin-resource-policy', 'cross-origin');
  reply.header('cache-control', hashed.test(path) ? immutable : 'public, max-age=300, stale-while-revalidate=86400');
}

const shared = { dotfiles: 'ignore', index: 'index.html', redirect: false, cacheControl: false } as const;

/** Serves the room pages at `/` and the CDN bundle at `/cdn/`, the latter to every origin. */
export async function servePages(app: FastifyInstance, { pages, cdn }: PageFolders): Promise<void> {
  if (cdn) await app.register(fastifyStatic, { ...shared, root: cdn, prefix: '/cdn/', setHeaders: openToAll });
  if (pages) {
    await app.register(fastifyStatic, { ...shared, root: pages, prefix: '/', decorateReply: !cdn, setHeaders: cachePage });
    return;
  }
  for (const path of ['/', '/broadcaster.html', '/viewer.html', '/player.html']) {
    app.get(path, async () => {
      throw new HttpProblem('pages-missing', 'Run npm start once in the repository, or install the packaged server.');
    });
  }
}
