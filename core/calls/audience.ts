import { ChatCalls } from './chat.ts';

/** What a broadcaster does with their audience as a whole. Rejects with `not-allowed` for anyone else, and with `no-audience` where `hostPeerId` is nobody on stage. */
export abstract class AudienceCalls extends ChatCalls {
  /** My viewers and I join another broadcaster's audience, until one of us splits them. */
  async mergeAudiences(hostPeerId: string): Promise<void> {
    await this.parts.runner.session('mergeAudiences').signal.request({ type: 'MergeAudiences', hostPeerId });
  }

  /** Takes my viewers and me out of a shared audience; from the audience others joined, sends each back to theirs. Rejects with `not-merged`. */
  async splitAudience(): Promise<void> {
    await this.parts.runner.session('splitAudience').signal.request({ type: 'SplitAudience' });
  }

  /** Hands my viewers over to another broadcaster for good, and comes along; `splitAudience` begins an empty one of my own. */
  async raidAudience(hostPeerId: string): Promise<void> {
    await this.parts.runner.session('raidAudience').signal.request({ type: 'RaidAudience', hostPeerId });
  }
}
