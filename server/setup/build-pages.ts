import { ensurePages } from './pages.ts';
import { exitWith } from './setup-error.ts';

await ensurePages().catch(exitWith);
