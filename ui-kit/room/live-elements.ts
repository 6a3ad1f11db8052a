/** Everything a live room is made of, fetched in one piece while the screens before it are shown. */
import '../chat/muf-chat.ts';
import '../chat/muf-reactions.ts';
import '../cohost/muf-cohost.ts';
import '../controls/muf-controls.ts';
import '../feedback/muf-notice.ts';
import '../feedback/muf-sound-unlock.ts';
import '../header/muf-header.ts';
import '../layout/muf-side.ts';
import '../moderation/muf-standing.ts';
import '../stage/muf-stage.ts';
import './muf-rehearsal.ts';
