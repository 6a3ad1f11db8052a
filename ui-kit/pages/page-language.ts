import { languageFor, speak, turnTo } from './language.ts';

// What shows a room or a broadcast speaks the language that its address asks for, else the visitor's. It is said before
// the element is there, whose own words are then the first to be seen.
const asked = new URLSearchParams(location.hash.slice(1)).get('lang') ?? new URLSearchParams(location.search).get('lang');
const language = languageFor(asked ? [asked] : navigator.languages);
turnTo(language.lang);
speak(language).catch((cause: unknown) => console.warn('muf-live: the words of this page could not be loaded; they stay English.', cause));
