import type { ChatOptions } from '../chat.ts';
import { MediaCalls } from './media.ts';

/** Talking in my audience. */
export abstract class ChatCalls extends MediaCalls {
  /** Resolves when the server has the line, after a reconnect if need be. */
  async sendChat(text: string, options: ChatOptions = {}): Promise<void> {
    await this.parts.runner.session('sendChat').chat.send(text, options);
  }

  /** Sends a line that failed once more. */
  async retryChat(clientId: string): Promise<void> {
    await this.parts.runner.session('retryChat').chat.retry(clientId);
  }

  /** Takes a line back: my own, or with the capability `chat:moderate` anyone's in my audience. */
  async deleteMessage(messageId: string): Promise<void> {
    await this.parts.runner.session('deleteMessage').signal.request({ type: 'DeleteMessage', messageId });
  }

  /** Keeps a line in everyone's sight, in place of the one before; `null` takes it away. Needs `chat:moderate`. */
  async pinMessage(messageId: string | null): Promise<void> {
    await this.parts.runner.session('pinMessage').signal.request({ type: 'PinMessage', messageId });
  }

  /** Seconds between two lines of one viewer, up to 3600; 0 turns it off. Needs `chat:moderate`. */
  async setSlowMode(seconds: number): Promise<void> {
    await this.parts.runner.session('setSlowMode').signal.request({ type: 'SetSlowMode', seconds });
  }

  async sendReaction(emoji: string): Promise<void> {
    await this.parts.runner.session('sendReaction').signal.request({ type: 'React', emoji });
  }

  async setTyping(typing: boolean): Promise<void> {
    await this.parts.runner.session('setTyping').signal.request({ type: 'SetTyping', typing });
  }
}
