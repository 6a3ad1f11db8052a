import { createServer } from 'node:http';
import { Server } from 'socket.io';

/** The same with socket.io, over WebSocket alone. */
const http = createServer();
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });
io.on('connection', (socket) => {
  socket.on('say', (message: unknown) => io.emit('say', message));
});
http.listen(0, '127.0.0.1', () => console.log(`listening on ${(http.address() as { port: number }).port}`));
