/** A track that no broadcast has. Whoever hears nothing any more asks for it: a relay that is there refuses. */
export const aliveTrack = '.alive';
