import type { Message, MessageOf } from '../messages.ts';
import { violation } from '../moqt-error.ts';
import { ControlChannel } from './control-channel.ts';
import type { Link } from './link.ts';
import type { Role } from './live-session.ts';

/** The role of who serves nothing: every request is refused, and the session goes on. */
export function refusing(link: Link): Role {
  function refuse({ requestId, request }: MessageOf<'Unserved'>, send: (answer: Message) => void): void {
    if (requestId === undefined) return;
    const ended = link.served.take(requestId);
    // An update of what was refused has no answer in draft 14, and needs no name in draft 16.
    if (request !== 'update') send({ type: 'RequestError', requestId, ...(request && { request }), code: 'NOT_SUPPORTED', reason: 'Nothing is served here.' });
    else if (link.draft === 16) send({ type: 'RequestError', requestId, code: 'DOES_NOT_EXIST', reason: 'Nothing is served here.' });
    ended();
  }
  return {
    hears: { Unserved: (message) => refuse(message, link.send) },
    /** Draft 16: namespaces are asked for on streams of their own. */
    async stream(stream) {
      if (link.draft === 14) throw violation('A second stream both ways was opened.');
      const channel = new ControlChannel(stream, link.table, () => {});
      const message = await channel.next();
      if (message && message.type !== 'Unserved') throw violation(`A stream both ways begins with ${message.type}.`);
      if (message) refuse(message, (answer) => channel.send(answer));
      channel.finish();
    },
    end() {},
  };
}
