/** A track that nobody has. Whoever wants to know whether the other side is there asks for it: one that is refuses. */
export const aliveTrack = '.alive';
