import { MediaCalls } from './media.ts';

/** Talking in my audience. */
export abstract class ChatCalls extends MediaCalls {
  /** Resolves when the server has the line, after a reconnect if need be. */
  async sendChat(text: string): Promise<void> {
    await this.parts.runner.session('sendChat').chat.send(text);
  }

  /** Sends a line that failed once more. */
  async retryChat(clientId: string): Promise<void> {
    await this.parts.runner.session('retryChat').chat.retry(clientId);
  }

  async sendReaction(emoji: string): Promise<void> {
    await this.parts.runner.session('sendReaction').signal.request({ type: 'React', emoji });
  }

  async setTyping(typing: boolean): Promise<void> {
    await this.parts.runner.session('setTyping').signal.request({ type: 'SetTyping', typing });
  }
}
