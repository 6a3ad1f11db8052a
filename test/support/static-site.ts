import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const types: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/** A site on an origin of its own: somebody else's, as far as the server is concerned. */
export interface StaticSite {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves files by their paths; `/` is `index.html`. */
export async function serveFiles(read: (path: string) => Promise<string | Buffer>): Promise<StaticSite> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    const path = normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname).replace(/^\/+/, '');
    read(path).then(
      (body) => response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream').end(body),
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

export const serveFolder = (folder: string): Promise<StaticSite> => serveFiles((path) => readFile(join(folder, path)));
