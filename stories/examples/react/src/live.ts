import { MufLiveManager, type LiveEventName, type LiveEvents } from 'muf-live/core';
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';

export const server: string = import.meta.env['VITE_MUF_SERVER'] ?? 'http://127.0.0.1:8080';

/** A manager as long as the component is there. */
export function useManager(): MufLiveManager | null {
  const [manager, setManager] = useState<MufLiveManager | null>(null);
  useEffect(() => {
    const made = new MufLiveManager({ server });
    setManager(made);
    return () => void made.close();
  }, []);
  return manager;
}

/** Calls `handler` on every such event. */
export function useLiveEvent<Name extends LiveEventName>(live: MufLiveManager, name: Name, handler: (payload: LiveEvents[Name]) => void): void {
  const onEvent = useEffectEvent(handler);
  useEffect(() => live.on(name, (payload) => onEvent(payload)), [live, name]);
}

interface Store<Value> { get(): Value; listen(listener: () => void): () => void }

/** What a store of `live.stores` holds, drawn again whenever it changes. */
export const useStore = <Value>(store: Store<Value>): Value => useSyncExternalStore((changed) => store.listen(changed), () => store.get());
