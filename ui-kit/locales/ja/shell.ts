import type { ShellWords } from '../words.ts';

/** What a room says before any of its elements has been fetched, in Japanese. */
export const shell: ShellWords = {
  'header.leave': '退出',
  'feedback.dismiss': '閉じる',
  'feedback.joining': 'ルームに参加しています',
  'feedback.joiningHint': 'お待ちください',
  'feedback.goingLive': 'まもなく配信',
  'feedback.waiting': 'ホストを待っています',
  'feedback.waitingHint': '配信が始まるとルームが自動で開きます。',
  'feedback.toasts': 'お知らせ',
  'layout.interact': '参加型企画',
  'layout.effects': 'エフェクト',
  'layout.guests': 'ゲストと LIVE',
};
