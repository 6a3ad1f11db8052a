import { LiveEvent, type LiveState, type MufLiveManager } from 'muf-live/core';
import { useRef, useState, type ReactElement } from 'react';
import { Chat } from './chat';
import { useLiveEvent, useManager } from './live';

export function Viewer({ roomId }: { roomId: string }): ReactElement | null {
  const live = useManager();
  return live && <Seat live={live} roomId={roomId} />;
}

function Seat({ live, roomId }: { live: MufLiveManager; roomId: string }): ReactElement {
  const stage = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<LiveState>(live.state);
  const [ended, setEnded] = useState('');
  const [problem, setProblem] = useState('');

  useLiveEvent(live, LiveEvent.STATE_CHANGE, (change) => setState(change.state));
  useLiveEvent(live, LiveEvent.REMOTE_STREAM, ({ stream }) => { if (stage.current && stage.current.srcObject !== stream) stage.current.srcObject = stream; });
  useLiveEvent(live, LiveEvent.STREAM_ENDED, ({ durationSec }) => setEnded(`That was ${Math.max(1, Math.round(durationSec / 60))} min. Thank you for coming.`));

  const join = (): void => {
    setProblem('');
    live.joinAsViewer(roomId, { displayName: 'Bo' }).catch((error: Error) => setProblem(error.message));
  };

  return (
    <div className="studio">
      <header><h1>Open Studio</h1><p>{ended || (state === 'ACTIVE' ? 'You are watching' : 'Doors are open')}</p></header>
      <section className="picture" aria-label="The stage">
        <video ref={stage} autoPlay playsInline />
        {state === 'IDLE' && !ended && <button type="button" className="go" onClick={join}>Watch</button>}
      </section>
      {problem && <p role="alert">{problem}</p>}
      {state === 'ACTIVE' && <Chat live={live} />}
    </div>
  );
}
