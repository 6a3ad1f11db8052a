/** Everything a live room is made of, fetched in one piece while the screens before it are shown. */
import '../chat/muf-chat.ts';
import '../chat/muf-reactions.ts';
import '../cohost/muf-cohost.ts';
import '../captions/muf-captions.ts';
import '../controls/muf-controls.ts';
import '../debug/muf-debug-recorder.ts';
import '../feedback/muf-notice.ts';
import '../feedback/muf-sound-unlock.ts';
import '../header/muf-header.ts';
import '../keyboard/muf-shortcuts.ts';
import '../layout/muf-side.ts';
import '../moderation/muf-standing.ts';
import '../stage/muf-stage.ts';
import './muf-rehearsal.ts';
import { liveStyles } from '../layout/live.css.ts';
import { bringLiveStyles } from './wear-live.ts';

bringLiveStyles(liveStyles);
