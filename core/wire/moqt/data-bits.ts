/** Bits of the type of a subgroup stream: draft-16 §“Subgroup Header”; the types of draft 14 are those without a default priority. */
export const subgroupBits = { base: 0x10, extensions: 0x01, firstObject: 0x02, explicit: 0x04, endOfGroup: 0x08, defaultPriority: 0x20 } as const;

/** Bits of the type of a datagram: draft-16 §“Object Datagram”; the types of draft 14 are those without a default priority. */
export const datagramBits = { extensions: 0x01, endOfGroup: 0x02, zeroObject: 0x04, defaultPriority: 0x08, status: 0x20 } as const;

/** The type of a stream that answers a FETCH. */
export const fetchStream = 0x05;
