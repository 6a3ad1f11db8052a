import type { PageWords } from './en.ts';

/** What the pages say, in Chinese. */
export const zh: PageWords = {
  'title.host': '开始直播 · muf-live',
  'title.viewer': '观看直播 · muf-live',
  'title.player': '观看 · muf-live',
  headline: '画面就是房间。',
  lead: '在这个页面开始直播，分享一个链接。大家用任何手机或电脑都能观看并与你交流，无需安装任何东西。',
  start: '创建房间',
  haveLink: '有链接吗？',
  linkHint: '房间链接或 ID',
  join: '加入',
  noLink: '这不是房间链接。请粘贴你收到的完整链接。',
  live: '正在直播',
  room: '直播间',
  watching: { other: '{count} 人在看' },
  more: '显示更多',
  tag: '一个标签，就能把房间放进你自己的页面：',
  'phone.live': '直播',
  'phone.hello': '来自里斯本的问候',
  'phone.great': '太精彩了',
  'phone.again': '再来一个',
  'phone.say': '说点什么…',
};
