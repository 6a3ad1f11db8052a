/** The WebSocket sub-protocol both sides must agree on. In a file of its own: the schemas beside it are fetched later. */
export const subprotocol = 'muf.v1';
