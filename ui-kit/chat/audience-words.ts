import type { AudienceNotice } from '../../core/stores/audience.ts';
import type { MessageKey } from '../localize.ts';

const here = { merged: 'audience.mergedHere', split: 'audience.splitHere', raided: 'audience.raidedHere' } as const satisfies Record<AudienceNotice['change'], MessageKey>;
const me = { merged: 'audience.mergedMe', split: 'audience.splitMe', raided: 'audience.raidedMe' } as const satisfies Record<AudienceNotice['change'], MessageKey>;

/** What happened to my audience, in one sentence. `nameOf` knows those on stage. */
export function audienceSentence(notice: AudienceNotice, t: (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string, nameOf: (peerId: string) => string): string {
  const { change, moved, displayName, viewers, hostPeerId } = notice;
  const name = displayName || t('people.someone');
  return moved ? t(me[change], { name, host: nameOf(hostPeerId) }) : t(here[change], { name, count: viewers });
}
