import { computed } from 'nanostores';
import { createCohostLink, revokeCohostLink, type CohostLink, type CohostLinkOptions, type LinkOptions } from './cohost-links.ts';
import type { Requester } from './connection/request.ts';
import { LiveError } from './errors.ts';
import type { LiveMedia } from './live-media.ts';
import type { LocalDevices } from './media/devices.ts';
import type { Stores } from './stores.ts';
import type { LayoutName } from './wire/signal/shapes.ts';

export interface LiveStageOptions {
  readonly links: LinkOptions;
  readonly stores: Stores;
  readonly request: Requester;
  readonly media: LiveMedia;
  readonly devices: LocalDevices;
  /** I came on stage, or went from it. */
  moved(): void;
}

/** An invitation or request as the server has taken it: it waits for its answer until `expiresAt` (server time, ms). */
export interface OpenInvite { readonly inviteId: string; readonly expiresAt: number }

/** My part on the stage: how I get there and off it, whom I bring there, and what I show there. */
export class LiveStage {
  readonly #options: LiveStageOptions;
  #stop: (() => void) | undefined;

  constructor(options: LiveStageOptions) {
    this.#options = options;
  }

  /** From now on being on stage means sending, and not being there means letting camera and microphone go. */
  follow(): void {
    const $onStage = computed(this.#options.stores.session.$self, (self) => self !== null && self.role !== 'viewer');
    this.#stop ??= $onStage.listen((onStage) => {
      if (onStage) void this.#enter();
      else this.#leave();
      this.#options.moved();
    });
  }

  async invite(peerId: string): Promise<OpenInvite> {
    const { inviteId, expiresAt } = await this.#options.request({ type: 'InviteCohost', peerId });
    return { inviteId, expiresAt };
  }

  async ask(): Promise<OpenInvite> {
    const { inviteId, expiresAt } = await this.#options.request({ type: 'RequestCohost' });
    return { inviteId, expiresAt };
  }

  /** Whoever accepts for themselves has camera or microphone first: nobody comes on stage with neither. */
  async respond(inviteId: string, accept: boolean): Promise<void> {
    const { stores, devices, request } = this.#options;
    const forMe = stores.session.$self.get()?.role === 'viewer';
    if (accept && forMe) await devices.acquire();
    try {
      await request({ type: 'RespondCohostInvite', inviteId, accept });
    } catch (error) {
      if (accept && stores.session.$self.get()?.role === 'viewer') await devices.release();
      throw error;
    }
  }

  async cancel(inviteId: string): Promise<void> {
    await this.#options.request({ type: 'CancelCohostInvite', inviteId });
  }

  async remove(peerId: string): Promise<void> {
    await this.#options.request({ type: 'RemoveCohost', peerId });
  }

  async accept(enabled: boolean): Promise<void> {
    await this.#options.request({ type: 'SetAcceptInvitations', enabled });
  }

  async direct(layout: LayoutName, peerId: string | undefined): Promise<void> {
    await this.#options.request({ type: 'SetLayout', layout, ...(peerId === undefined ? {} : { peerId }) });
  }

  /** A link that brings one person on stage, once. */
  async createLink(options: CohostLinkOptions): Promise<CohostLink> {
    const { links, stores } = this.#options;
    const made = await createCohostLink(links, options);
    stores.invites.$link.set(made);
    return made;
  }

  async revokeLink(link: string): Promise<void> {
    const { links, stores: { invites: { $link } } } = this.#options;
    const forget = (): void => {
      if ($link.get()?.link === link) $link.set(null);
    };
    await revokeCohostLink(links, link).catch((error: unknown) => {
      if (LiveError.from(error).code === 'link-invalid') forget();
      throw error;
    });
    forget();
  }

  async stepDown(): Promise<void> {
    await this.#options.request({ type: 'LeaveStage' });
  }

  /** Resolves when the server has the picture. */
  async share(): Promise<void> {
    const { stores, media } = this.#options;
    if (stores.session.$self.get()?.role === 'viewer') throw new LiveError('not-allowed');
    await media.screen.start();
    await media.sent().catch((error: unknown) => {
      media.screen.stop();
      throw error;
    });
  }

  async unshare(): Promise<void> {
    this.#options.media.screen.stop();
    await this.#options.media.sent();
  }

  close(): void {
    this.#stop?.();
    this.#options.media.screen.stop();
  }

  async #enter(): Promise<void> {
    const { devices, media } = this.#options;
    // What is missing shows as the devices' problem, with its remedy; I stand there meanwhile, to be mended.
    await devices.acquire().catch(() => {});
    if (this.#stop && this.#options.stores.session.$self.get()?.role !== 'viewer') await media.publish().catch(() => {});
  }

  #leave(): void {
    const { devices, media } = this.#options;
    media.screen.stop();
    media.unpublish();
    void devices.release();
  }
}
