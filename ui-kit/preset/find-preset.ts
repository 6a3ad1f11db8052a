import { alike } from '../../core/wire/nearest.ts';
import { checkPreset, checkPresetText, type Checked, type Finding } from '../../core/wire/preset/findings.ts';
import { shippedPresets, type ShippedPreset } from '../../core/wire/preset/name.ts';
import { mostPresetBytes, type PresetInput } from '../../core/wire/preset/schema.ts';
import { shipped } from './shipped.ts';

/** A preset by name, by the address of its JSON, or itself. */
export type PresetChoice = string | PresetInput;

export interface PresetSource {
  /** Where names are asked for that are not shipped; the page's own origin when absent. */
  readonly server: string | undefined;
  /** What addresses are relative to. */
  readonly base: string;
  readonly fetch: typeof fetch;
  /** Ends the search. */
  readonly signal: AbortSignal;
}

const nameShape = /^[a-z\d][a-z\d-]*$/;

/** Whether a server may know it: an address or an object is this page's affair alone. */
export const isPresetName = (choice: unknown): choice is string => typeof choice === 'string' && nameShape.test(choice);

const isShipped = (name: string): name is ShippedPreset => (shippedPresets as readonly string[]).includes(name);
const failed = (sentence: string): Checked => ({ findings: [{ path: [], sentence } satisfies Finding] });

/** The preset that was asked for, or sentences on why not. Never rejects. */
export async function findPreset(choice: PresetChoice, source: PresetSource): Promise<Checked> {
  if (typeof choice !== 'string') return checkPreset(choice);
  if (!isPresetName(choice)) return fetched(choice, source);
  if (!isShipped(choice)) return ofServer(choice, source);
  try {
    return checkPreset((await shipped[choice]()).default);
  } catch {
    return failed('could not be loaded: the network, or the page’s own files, may be gone');
  }
}

async function ofServer(name: string, source: PresetSource): Promise<Checked> {
  const near = alike(name, shippedPresets);
  const unknown = `is not known here, nor to the server. ${near === undefined ? `There are ${shippedPresets.join(', ')}` : `Did you mean "${near}"?`}`;
  try {
    const address = new URL(`${(source.server || new URL(source.base).origin).replace(/\/+$/, '')}/presets/${name}`, source.base);
    const text = await download(address, source);
    // Many a server answers with a page whatever it is asked for.
    return typeof text === 'number' || !text.trimStart().startsWith('{') ? failed(unknown) : checkPresetText(text);
  } catch {
    return failed(unknown);
  }
}

async function fetched(address: string, source: PresetSource): Promise<Checked> {
  const url = URL.canParse(address, source.base) ? new URL(address, source.base) : undefined;
  const isOwn = url?.origin === new URL(source.base).origin && /^https?:$/.test(url.protocol);
  if (!url || (!isOwn && url.protocol !== 'https:')) return failed('is no name, and no address that a preset may come from: this page’s own, or https://');
  try {
    const text = await download(url, source);
    return typeof text === 'number' ? failed(`could not be had: its server answered ${text}`) : checkPresetText(text);
  } catch (cause) {
    if (cause instanceof TooLarge) return failed(`is too large: ${mostPresetBytes / 1024} kB are the most`);
    if ((cause as Error | null)?.name === 'TimeoutError') return failed('did not come in time');
    return failed('could not be had: its server is not reached, or does not allow this page (CORS)');
  }
}

class TooLarge extends Error {}

/** The text of an address, or the status that it was answered with. Reads no more than a preset may have. */
async function download(url: URL, { fetch, signal }: PresetSource): Promise<string | number> {
  const response = await fetch(url.href, { signal, credentials: 'same-origin', headers: { accept: 'application/json' } });
  if (!response.ok) {
    await response.body?.cancel();
    return response.status;
  }
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    bytes += part.value.length;
    if (bytes > mostPresetBytes) {
      await reader?.cancel();
      throw new TooLarge();
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}
