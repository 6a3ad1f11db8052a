import type { CohostLink, CohostLinkOptions } from '../cohost-links.ts';
import type { OpenInvite } from '../live-stage.ts';
import type { LayoutName } from '../wire/signal/shapes.ts';
import { QualityCalls } from './quality.ts';

/** Coming on stage and leaving it, bringing others there, and showing a screen. */
export abstract class CohostCalls extends QualityCalls {
  /** Asks a viewer on stage. Resolves when the server has told them, not when they answer. Rejects with `room-full`, `invite-pending`, `already-on-stage` or `not-found`. */
  async inviteCohost(peerId: string): Promise<OpenInvite> {
    return this.parts.runner.session('inviteCohost').stage.invite(peerId);
  }

  /** Asks to come on stage. Resolves when the broadcasters have been told. Rejects with `requests-closed` or `invite-pending`. */
  async requestCohost(): Promise<OpenInvite> {
    return this.parts.runner.session('requestCohost').stage.ask();
  }

  /**
   * The invited viewer's answer, or any broadcaster's to a request. A viewer who accepts has camera or microphone first: it rejects
   * with the camera's problem when there is neither, and the invitation goes on waiting. Else with `invite-expired`, `invite-settled`,
   * `invite-foreign` or `room-full`.
   */
  async respondCohostInvite(inviteId: string, accept: boolean): Promise<void> {
    await this.parts.runner.session('respondCohostInvite').stage.respond(inviteId, accept);
  }

  /** Takes my own invitation or request back. */
  async cancelCohostInvite(inviteId: string): Promise<void> {
    await this.parts.runner.session('cancelCohostInvite').stage.cancel(inviteId);
  }

  /** Sends a cohost back to the audience. The original host's to do. */
  async removeCohost(peerId: string): Promise<void> {
    await this.parts.runner.session('removeCohost').stage.remove(peerId);
  }

  /** Whether viewers may ask to come on stage. The original host's to say. */
  async setRoomAcceptInvitations(enabled: boolean): Promise<void> {
    await this.parts.runner.session('setRoomAcceptInvitations').stage.accept(enabled);
  }

  /** Back to the audience, over the same connection. The original host ends the room instead. */
  async leaveStage(): Promise<void> {
    await this.parts.runner.session('leaveStage').stage.stepDown();
  }

  /**
   * How the room looks for everyone, also for those who come later; with `spotlight`, who is large, else whoever speaks. The original
   * host's to say. Rejects with `not-found` for someone who is not on stage.
   */
  async directLayout(layout: LayoutName, peerId?: string): Promise<void> {
    await this.parts.runner.session('directLayout').stage.direct(layout, peerId);
  }

  /** A link that brings one person on stage, once. */
  async createCohostLink(options: CohostLinkOptions = {}): Promise<CohostLink> {
    return this.parts.runner.session('createCohostLink').stage.createLink(options);
  }

  /** Rejects with `link-invalid` when it has been used or has run out. */
  async revokeCohostLink(link: string): Promise<void> {
    await this.parts.runner.session('revokeCohostLink').stage.revokeLink(link);
  }

  /** Call it from a click: browsers ask what to share only then. Resolves when the server has the picture. */
  async startScreenShare(): Promise<void> {
    await this.parts.runner.session('startScreenShare').stage.share();
  }

  async stopScreenShare(): Promise<void> {
    await this.parts.runner.session('stopScreenShare').stage.unshare();
  }
}
