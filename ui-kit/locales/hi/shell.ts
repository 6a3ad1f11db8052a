import type { ShellWords } from '../words.ts';

/** What a room says before any of its elements has been fetched, in Hindi. */
export const shell: ShellWords = {
  'header.leave': 'बाहर जाएँ',
  'feedback.dismiss': 'हटाएँ',
  'feedback.joining': 'रूम में शामिल हो रहे हैं',
  'feedback.joiningHint': 'एक पल रुकें',
  'feedback.goingLive': 'लाइव हो रहे हैं',
  'feedback.waiting': 'होस्ट का इंतज़ार है',
  'feedback.waitingHint': 'स्ट्रीम शुरू होते ही रूम अपने आप खुल जाएगा।',
  'feedback.toasts': 'सूचनाएँ',
  'layout.interact': 'भाग लें',
  'layout.effects': 'इफ़ेक्ट',
  'layout.guests': 'मेहमानों के साथ लाइव',
};
