import 'muf-live/react';
import 'muf-live/ui-kit';
import type { MufLiveRoom } from 'muf-live/ui-kit';
import { LiveEvent, type SlotContext } from 'muf-live/core';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { createPortal } from 'react-dom';
import { server } from './live';

interface Place { readonly mount: HTMLElement; readonly ctx: SlotContext }

/** The whole room as one element; its slots are filled by React, through portals. */
export function Kit({ roomId }: { roomId: string | null }): ReactElement {
  const room = useRef<MufLiveRoom>(null);
  const [place, setPlace] = useState<Place | null>(null);
  const [following, setFollowing] = useState(false);

  useEffect(() => {
    const live = room.current?.manager;
    if (!live) return undefined;
    const offs = [
      live.on(LiveEvent.SLOT_RENDER, ({ name, mount, ctx }) => { if (name === 'viewport.sideCards') setPlace({ mount, ctx }); }),
      live.on(LiveEvent.SLOT_CONTEXT, ({ name, ctx }) => { if (name === 'viewport.sideCards') setPlace((known) => known && { ...known, ctx }); }),
      live.on(LiveEvent.SLOT_UNMOUNT, ({ name }) => { if (name === 'viewport.sideCards') setPlace(null); }),
    ];
    return () => { for (const off of offs) off(); };
  }, []);

  return (
    <muf-live-room ref={room} className="kit" server={server} join-as={roomId ? 'viewer' : 'host'} {...(roomId ? { 'room-id': roomId } : {})}>
      <button slot="header.actionPill" type="button" className="pill" aria-pressed={following} onClick={() => setFollowing(!following)}>{following ? 'Following' : 'Follow'}</button>
      {place && createPortal(<Card ctx={place.ctx} />, place.mount)}
    </muf-live-room>
  );
}

function Card({ ctx }: { ctx: SlotContext }): ReactElement {
  const host = ctx.broadcasters.find(({ isOriginalHost }) => isOriginalHost);
  return <p className="card"><b>{host?.displayName ?? 'Open Studio'}</b> paints for {ctx.viewerCount} of you</p>;
}
