import { html, nothing, type TemplateResult } from 'lit';
import { networkSteps, noNetworkTest, type NetworkStep, type NetworkTestResult, type StepState } from '../../core/stores/network-test.ts';
import { MufElement } from '../base.ts';
import { buttons } from '../controls/styles.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { icon } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';
import { networkTestStyles } from './muf-network-test.css.ts';

const signs: Partial<Record<StepState, 'check' | 'close'>> = { ok: 'check', failed: 'close' };

/**
 * Tries the way to the server before going live, step by step, and ends in one verdict with what to do about it.
 *
 * @element muf-network-test
 * @csspart card - The whole.
 * @csspart test - "Test network".
 * @csspart verdict - Good, fair, poor or blocked.
 * @csspart sentence - What it means, and what to do.
 * @csspart steps - What was tried.
 * @csspart step - One of them.
 * @csspart figures - Delay and upload.
 */
export class MufNetworkTest extends MufElement {
  static override styles = [shared, buttons, networkTestStyles];

  readonly #test = this.watch((room) => room.manager.stores.networkTest.$test, noNetworkTest);

  override render(): TemplateResult {
    const { status, steps, result } = this.#test.value;
    const running = status === 'running';
    return html`
      <section class="card ${result?.verdict ?? ''}" part="card" aria-label=${this.t('network.title')}>
        <div class="head">
          ${icon('network')}
          <p class="title">${this.t('network.title')}${result ? html`<br><span class="verdict" part="verdict">${this.t(`network.${result.verdict}`)}</span>` : nothing}</p>
          <button class="button" part="test" type="button" aria-disabled=${running} @click=${this.#run}>${this.t(running ? 'network.running' : result ? 'network.again' : 'network.test')}</button>
        </div>
        <p class="sentence" part="sentence" role="status">${result ? this.t(`network.cause.${result.cause}`) : this.t(running ? 'network.wait' : 'network.hint')}</p>
        ${status === 'idle' ? nothing : html`<ul class="steps" part="steps" aria-label=${this.t('network.steps')}>${networkSteps.filter((step) => steps[step] !== 'untested').map((step) => this.#step(step, steps[step]))}</ul>`}
        ${result ? this.#figures(result) : nothing}
      </section>
    `;
  }

  #step(step: NetworkStep, state: StepState): TemplateResult {
    const sign = signs[state];
    return html`<li class=${state} part="step"><span class="sign">${sign ? icon(sign) : nothing}</span>${this.t(`network.step.${step}`)}<span class="visually-hidden">: ${this.t(`network.state.${state}`)}</span></li>`;
  }

  #figures({ rttMs, uplinkKbps }: NetworkTestResult): TemplateResult | typeof nothing {
    if (rttMs === null) return nothing;
    return html`<p class="figures" part="figures">
      <span>${this.t('network.delay', { ms: rttMs })}</span>
      ${uplinkKbps === null ? nothing : html`<span>${this.t('network.upload', { mbps: Math.round(uplinkKbps / 100) / 10 })}</span>`}
    </p>`;
  }

  #run(): void {
    if (this.#test.value.status !== 'running') this.request({ type: 'NETWORK_TEST' });
  }
}

define('muf-network-test', MufNetworkTest);
declare global { interface HTMLElementTagNameMap { 'muf-network-test': MufNetworkTest } }
