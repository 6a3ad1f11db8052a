import type { MufLiveManager } from 'muf-live/core';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useStore } from './live';

export function Chat({ live }: { live: MufLiveManager }): ReactElement {
  const lines = useStore(live.stores.chat.$lines);
  const [text, setText] = useState('');

  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (!text.trim()) return;
    // One that could not be sent stays among the lines, marked `failed`.
    live.sendChat(text).catch(() => {});
    setText('');
  };

  return (
    <section className="chat" aria-label="Chat">
      <ol role="log" aria-label="Chat">
        {lines.map((line) => <li key={line.clientId ?? line.id} data-status={line.status}><b>{line.displayName}</b> <span>{line.text}</span></li>)}
      </ol>
      <form onSubmit={send}>
        <input aria-label="Message" placeholder="Say something" value={text} maxLength={500} onChange={(event) => setText(event.target.value)} />
        <button type="submit">Send</button>
      </form>
    </section>
  );
}
