import type { ShellWords } from '../words.ts';

/** What a room says before any of its elements has been fetched, in Simplified Chinese. */
export const shell: ShellWords = {
  'header.leave': '离开',
  'feedback.dismiss': '关闭',
  'feedback.joining': '正在加入房间',
  'feedback.joiningHint': '请稍候',
  'feedback.goingLive': '即将开播',
  'feedback.waiting': '等待主播',
  'feedback.waitingHint': '直播开始后房间会自动打开。',
  'feedback.toasts': '通知',
  'layout.interact': '互动',
  'layout.effects': '特效',
  'layout.guests': '与嘉宾一起直播',
};
