import type { Message, MessageOf } from '../messages.ts';
import { violation } from '../moqt-error.ts';
import { StreamReset, type BiStream } from '../transport.ts';
import { ControlChannel } from './control-channel.ts';
import type { Link } from './link.ts';
import type { Role } from './live-session.ts';

/** Streams that were opened and have not asked for anything yet. */
const maxSilent = 8;
const reason = 'Nothing is served here.';

/** The role of who serves nothing: every request is refused, and the session goes on. */
export function refusing(link: Link): Role {
  let silent = 0;

  function refuse({ requestId, request }: MessageOf<'Unserved'>, send: (answer: Message) => void): void {
    if (requestId === undefined) return;
    const ended = link.served.take(requestId);
    if (request && request !== 'update') send({ type: 'RequestError', requestId, request, code: 'NOT_SUPPORTED', reason });
    // An update of what was refused; draft 14 has no answer to any.
    else if (link.draft === 16) send({ type: 'RequestError', requestId, code: 'DOES_NOT_EXIST', reason });
    ended();
  }

  /** Nothing where the stream was given up. */
  async function firstOf(channel: ControlChannel): Promise<Message | undefined> {
    silent += 1;
    try {
      return await channel.next();
    } catch (error) {
      if (error instanceof StreamReset) return undefined;
      throw error;
    } finally {
      silent -= 1;
    }
  }

  return {
    hears: { Unserved: (message) => refuse(message, link.send) },
    /** Draft 16 asks for namespaces on streams of their own. */
    async stream(stream: BiStream) {
      if (link.draft === 14 || silent >= maxSilent) throw violation('Too many streams both ways are open.');
      const channel = new ControlChannel(stream, link.table, () => {});
      const first = await firstOf(channel);
      if (first && (first.type !== 'Unserved' || first.request !== 'subscribe-namespace')) throw violation(`A stream both ways begins with ${first.type}.`);
      if (first) refuse(first, (answer) => channel.send(answer));
      channel.finish();
    },
    end() {},
  };
}
