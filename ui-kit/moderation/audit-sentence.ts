import type { AuditLine } from '../../core/wire/signal/shapes.ts';
import type { MessageKey } from '../localize.ts';
import { moderationSentences } from '../locales/moderation.ts';

type Translate = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string;

const known = (key: string): MessageKey | undefined => (Object.hasOwn(moderationSentences, key) ? (key as MessageKey) : undefined);

/** What a line of the audit log is about; one that this page has no words for is named as the server names it. */
export function auditSentence({ target, action, on }: Pick<AuditLine, 'target' | 'action' | 'on'>, t: Translate): string {
  const key = known(`moderation.did.${action}${on === false ? '.off' : ''}`) ?? known(`moderation.did.${action}`);
  return key === undefined ? action : t(key, { target: target?.displayName || t('people.someone') });
}
