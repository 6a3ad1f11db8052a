import { css } from 'lit';
import { MufElement } from '../base.ts';
import { ariaKeys, type KeyName } from '../keyboard/keys.ts';
import { shared } from '../layout/shared.css.ts';

export const exportedParts = 'button: control, warning: control-warning';

/** What the controls have in common: each is one `<muf-control-button>` and knows what it asks for. */
export abstract class Control extends MufElement {
  static override properties = { look: { reflect: true } };
  static override shadowRootOptions: ShadowRootInit = { ...MufElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [shared, css`:host { display: inline-block; flex: none } :host([hidden]) { display: none }`];

  /** `floating` over the picture, `plain` on a surface. */
  declare look: 'floating' | 'plain';
  readonly #shortcuts = this.watch((room) => room.view.$shortcuts, false);

  constructor() {
    super();
    this.look = 'floating';
  }

  /** Which key does the same, for the button to say; none while single keys are off. */
  protected keys(name: KeyName): string {
    return this.#shortcuts.value ? ariaKeys(name) : '';
  }
}
