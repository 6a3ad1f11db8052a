import type { TrackWriter } from '../../moqt/broadcast-port.ts';

/** 0–255, the lower the sooner. The init segment goes before all, then sound. */
export const initPriority = 0;
export const mediaPriority = { audio: 64, video: 128 } as const;

/** Writes one media track: in each group the init segment in a subgroup of its own, then a fragment an object. */
export class TrackFeed {
  readonly #writer: TrackWriter;
  readonly #priority: number;
  #group: number | undefined;
  #object = 0;

  constructor(writer: TrackWriter, kind: keyof typeof mediaPriority) {
    this.#writer = writer;
    this.#priority = mediaPriority[kind];
  }

  /** The group that is being written. */
  get group(): number | undefined {
    return this.#group;
  }

  begin(group: number, init: Uint8Array): void {
    this.#endGroup();
    this.#group = group;
    this.#object = 1;
    this.#writer.object({ group, subgroup: 0, object: 0, priority: initPriority, status: 'normal', payload: init });
    this.#writer.subgroupEnd({ group, subgroup: 0, endOfGroup: false });
  }

  fragment(payload: Uint8Array): void {
    if (this.#group === undefined) return;
    this.#writer.object({ group: this.#group, subgroup: 1, object: this.#object++, priority: this.#priority, status: 'normal', payload });
  }

  end(): void {
    this.#endGroup();
    this.#writer.end();
  }

  #endGroup(): void {
    if (this.#group !== undefined) this.#writer.subgroupEnd({ group: this.#group, subgroup: 1, endOfGroup: true });
    this.#group = undefined;
  }
}
