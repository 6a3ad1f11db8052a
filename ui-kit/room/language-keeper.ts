import { systemClock, type Clock } from '../../core/clock.ts';
import { $brought, silence, type Locale, type LocaleStore } from '../localize.ts';
import { englishHere, languageOf, loaders, localeFor, type Loaders } from '../locales/languages.ts';
import { directionOf } from '../locales/match.ts';

/** How long a room's first words may keep it silent, in ms; then it speaks English until they are there. */
const patienceMs = 2000;

/**
 * Keeps a room in the language that it, or else the page, asks for, and its `dir` in the direction of that language
 * for as long as nobody else says one. Words change in one step, when the new ones have come. The returned function
 * ends it and takes back the `dir`.
 */
export function keepLanguage(host: HTMLElement, { $locale }: LocaleStore, clock: Clock = systemClock, shipped: Loaders = loaders): () => void {
  const keeper = new LanguageKeeper(host, $locale, clock, shipped);
  return () => keeper.close();
}

class LanguageKeeper {
  readonly #host: HTMLElement;
  readonly #$locale: LocaleStore['$locale'];
  readonly #clock: Clock;
  readonly #shipped: Loaders;
  readonly #attributes = new MutationObserver((changes) => {
    if (changes.some(({ attributeName }) => attributeName === 'lang')) this.#follow();
    else this.#turnTo(this.#$locale.get().lang);
  });
  readonly #unlisten: () => void;
  #stopWaiting: (() => void) | undefined;
  /** What is spoken or fetched; `undefined` when it could not be had, so that asking again tries again. */
  #asked: string | undefined;
  /** Counts what was asked for: only the newest answer matters. */
  #turn = 0;
  /** The `dir` set here; any other on the element is the page's. */
  #dir: string | null = null;

  constructor(host: HTMLElement, $locale: LocaleStore['$locale'], clock: Clock, shipped: Loaders) {
    this.#host = host;
    this.#$locale = $locale;
    this.#clock = clock;
    this.#shipped = shipped;
    for (const element of [host, document.documentElement]) this.#attributes.observe(element, { attributeFilter: ['lang', 'dir'] });
    this.#unlisten = $brought.listen(() => this.#ask(this.#said));
    this.#follow();
  }

  close(): void {
    this.#turn++;
    this.#stopWaiting?.();
    this.#attributes.disconnect();
    this.#unlisten();
    if (this.#dir !== null && this.#host.getAttribute('dir') === this.#dir) this.#host.removeAttribute('dir');
  }

  get #said(): string {
    return this.#host.getAttribute('lang') || document.documentElement.lang || 'en';
  }

  #follow(): void {
    if (this.#said === this.#asked) this.#turnTo(this.#$locale.get().lang);
    else this.#ask(this.#said);
  }

  #ask(said: string): void {
    const turn = ++this.#turn;
    const wanted = languageOf(said);
    this.#asked = said;
    this.#stopWaiting?.();
    if (this.#$locale.get().dictionary === silence) {
      this.#speak({ lang: wanted, dictionary: silence });
      this.#stopWaiting = this.#clock.after(patienceMs, () => this.#speak({ lang: 'en', dictionary: englishHere() }));
    }
    const settle = (locale: Locale): void => {
      if (turn !== this.#turn) return;
      this.#stopWaiting?.();
      this.#speak(locale);
    };
    localeFor(wanted, this.#shipped).then(settle, (cause: unknown) => {
      if (turn === this.#turn) this.#asked = undefined;
      console.warn(`muf-live: the words of lang="${said}" could not be loaded; English is used.`, cause);
      settle({ lang: 'en', dictionary: englishHere() });
    });
  }

  #speak(locale: Locale): void {
    const before = this.#$locale.get();
    if (before.lang !== locale.lang || before.dictionary !== locale.dictionary) this.#$locale.set(locale);
    this.#turnTo(locale.lang);
  }

  #turnTo(lang: string): void {
    const now = this.#host.getAttribute('dir');
    if (now !== null && now !== this.#dir) {
      this.#dir = null;
      return;
    }
    this.#dir = this.#direction(lang);
    if (this.#dir === now) return;
    if (this.#dir === null) this.#host.removeAttribute('dir');
    else this.#host.setAttribute('dir', this.#dir);
  }

  /** A room that says its own language turns with it; else whoever around it says a direction is right. */
  #direction(lang: string): 'ltr' | 'rtl' | null {
    const direction = directionOf(lang);
    if (this.#host.getAttribute('lang')) return direction;
    const isSaid = document.documentElement.hasAttribute('dir') || this.#host.parentElement?.closest('[dir]');
    return direction === 'ltr' || isSaid ? null : direction;
  }
}
