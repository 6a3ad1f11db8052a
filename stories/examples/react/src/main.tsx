import { StrictMode, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { Host } from './host';
import { Kit } from './kit';
import { Viewer } from './viewer';
import './style.css';

const query = new URLSearchParams(location.search);
const roomId = query.get('room');

/** `?kit` shows the room as one element; otherwise the page draws everything itself, on the SDK alone. */
function App(): ReactElement {
  if (query.has('kit')) return <Kit roomId={roomId} />;
  return roomId ? <Viewer roomId={roomId} /> : <Host />;
}

createRoot(document.querySelector('#app')!).render(<StrictMode><App /></StrictMode>);
