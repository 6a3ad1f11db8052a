import { LiveEvent, type LiveState, type MufLiveManager } from 'muf-live/core';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { Chat } from './chat';
import { useLiveEvent, useManager } from './live';

export function Host(): ReactElement | null {
  const live = useManager();
  return live && <Studio live={live} />;
}

function Studio({ live }: { live: MufLiveManager }): ReactElement {
  const preview = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<LiveState>(live.state);
  const [viewers, setViewers] = useState(0);
  const [muted, setMuted] = useState(false);
  const [roomId, setRoomId] = useState('');
  const [problem, setProblem] = useState('');

  useLiveEvent(live, LiveEvent.STATE_CHANGE, (change) => setState(change.state));
  useLiveEvent(live, LiveEvent.LOCAL_STREAM, ({ stream }) => { if (preview.current) preview.current.srcObject = stream; });
  useLiveEvent(live, LiveEvent.VIEWER_COUNT, ({ count }) => setViewers(count));
  useLiveEvent(live, LiveEvent.SHARE_LINK, (share) => setRoomId(share.roomId));
  useLiveEvent(live, LiveEvent.LOCAL_AUDIO_MUTE, (change) => setMuted(change.muted));
  useLiveEvent(live, LiveEvent.ERROR, ({ message }) => setProblem(message));

  useEffect(() => {
    live.preloadCamera().catch((error: Error) => setProblem(error.message));
  }, [live]);

  const run = (call: Promise<void>): void => {
    setProblem('');
    call.catch((error: Error) => setProblem(error.message));
  };
  const active = state === 'ACTIVE';

  return (
    <div className="studio">
      <header>
        <h1>Open Studio</h1>
        <p className={active ? 'on-air' : ''}>{active ? `On air · ${viewers} watching` : state === 'INITIALIZING' ? 'Going on air …' : 'Off air'}</p>
      </header>
      <section className="picture" aria-label="Your picture">
        <video ref={preview} autoPlay playsInline muted className="mirrored" />
      </section>
      <nav aria-label="Studio">
        {active
          ? <button type="button" className="stop" onClick={() => run(live.endBroadcast())}>End</button>
          : <button type="button" className="go" disabled={state !== 'IDLE'} onClick={() => run(live.startBroadcast({ title: 'Open Studio', displayName: 'Ada' }))}>Go live</button>}
        <button type="button" aria-pressed={muted} onClick={() => run(live.setLocalAudioMute(!muted))}>{muted ? 'Unmute' : 'Mute'}</button>
        {active && roomId && <a href={`?room=${roomId}`}>The viewers’ link</a>}
      </nav>
      {problem && <p role="alert">{problem}</p>}
      {active && <Chat live={live} />}
    </div>
  );
}
