/** Which node holds a room. One process holds them all; several ask their shared store. */
export interface RoomDirectory {
  /** The name of the node that holds the room, or is to hold it when nobody does. */
  nodeOf(roomId: string): Promise<string>;
}

/** The directory of a single process. */
export const localDirectory = (node: string): RoomDirectory => ({ nodeOf: () => Promise.resolve(node) });
