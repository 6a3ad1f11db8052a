import type { PageWords } from './en.ts';

/** What the pages say, in Japanese. */
export const ja: PageWords = {
  'title.host': '配信する · muf-live',
  'title.viewer': 'ライブを見る · muf-live',
  'title.player': '視聴する · muf-live',
  headline: '映像が、そのままルームに。',
  lead: 'このページから配信を始めて、リンクをシェア。スマホでもパソコンでも、何もインストールせずに視聴して、会話に加われます。',
  start: 'ルームを開く',
  haveLink: 'リンクをお持ちですか？',
  linkHint: 'ルームのリンクか ID',
  join: '参加',
  noLink: 'ルームのリンクではありません。受け取ったリンクをすべて貼り付けてください。',
  live: '配信中',
  room: 'ライブルーム',
  watching: { other: '{count} 人が視聴中' },
  more: 'もっと見る',
  tag: 'タグひとつで、自分のページにルームを置けます：',
  'phone.live': 'LIVE',
  'phone.hello': 'リスボンからこんにちは',
  'phone.great': '最高でした',
  'phone.again': 'もう一回お願いします',
  'phone.say': 'コメントする…',
};
