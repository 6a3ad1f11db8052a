import { createServer } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';

/** What everyone writes first: a loop over all clients. */
const http = createServer();
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
sockets.on('connection', (socket) => {
  socket.send('{"hello":true}');
  socket.on('message', (data: Buffer) => {
    for (const client of sockets.clients) if (client.readyState === WebSocket.OPEN) client.send(data, { binary: false });
  });
});
http.listen(0, '127.0.0.1', () => console.log(`listening on ${(http.address() as { port: number }).port}`));
