/** Just what is used of Trusted Types, which the DOM typings leave out. */
export interface HtmlPolicy { createHTML(html: string): string; createScriptURL(url: string): string }
interface PolicyFactory { createPolicy(name: string, rules: HtmlPolicy): HtmlPolicy }

let policy: HtmlPolicy | undefined;

/**
 * The policy `muf`, for pages that enforce Trusted Types. It is used for one thing only: to parse a string in an
 * inert document on its way into a sanitiser. It is never handed out of this package, and makes no script addresses.
 */
export function htmlPolicy(): HtmlPolicy | undefined {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
  policy ??= factory?.createPolicy('muf', {
    createHTML: (html) => html,
    createScriptURL: () => {
      throw new TypeError('Slot content holds no scripts.');
    },
  });
  return policy;
}
