import type { Data, DataOptions } from '../data.ts';
import type { TrackKind } from '../media/subscriptions.ts';
import type { JsonObject } from '../wire/signal/fields.ts';
import { AudienceCalls } from './audience.ts';

/** Application data, what I am called, and whom I receive. */
export abstract class DataCalls extends AudienceCalls {
  /**
   * Sends bytes (`Uint8Array`, told as such) or JSON to the room, or to one peer. Reliable data, up to 16 KiB, resolves when the
   * server has it and reaches everyone in order; lossy data, up to 1200 bytes, is dropped rather than late. A viewer's reaches the
   * broadcasters they watch, unless the token has `data:broadcast`.
   */
  async sendData(topic: string, data: Data, options: DataOptions = {}): Promise<void> {
    await this.parts.runner.session('sendData').data.send(topic, data, options);
  }

  /** Up to 60 characters, cleaned as names in tokens are. Needs the capability `self:rename`, which no role has by itself, and a name that the token does not bind. */
  async setDisplayName(displayName: string): Promise<void> {
    await this.parts.runner.session('setDisplayName').data.rename(displayName);
  }

  /** Attaches an object to me that everyone sees: up to 1024 characters of JSON, 3 levels. Needs the capability `self:metadata`. */
  async setMetadata(metadata: JsonObject): Promise<void> {
    await this.parts.runner.session('setMetadata').data.describe(metadata);
  }

  /** Receives this peer's tracks of that kind whatever the automatic choice (16 pictures) is. Rejects with `not-found` for nobody on stage. */
  async subscribe(peerId: string, kind: TrackKind): Promise<void> {
    this.parts.runner.session('subscribe').media.subscribe(peerId, kind, true);
  }

  /** Receives them no more. */
  async unsubscribe(peerId: string, kind: TrackKind): Promise<void> {
    this.parts.runner.session('unsubscribe').media.subscribe(peerId, kind, false);
  }
}
