/** `mm:ss`, and `h:mm:ss` from one hour on, in the digits of `lang`; negative times (clocks disagree) count as none. */
export function formatDuration(seconds: number, lang = 'en'): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const plain = new Intl.NumberFormat(lang, { useGrouping: false });
  const two = new Intl.NumberFormat(lang, { minimumIntegerDigits: 2 });
  const rest = `${two.format(Math.floor(whole / 60) % 60)}:${two.format(whole % 60)}`;
  return hours > 0 ? `${plain.format(hours)}:${rest}` : rest;
}
