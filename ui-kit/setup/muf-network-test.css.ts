import { css, type CSSResult } from 'lit';

export const networkTestStyles: CSSResult = css`
  :host { display: block; --tone: var(--muf-color-on-surface-muted) }
  .card { display: grid; gap: var(--muf-space-3); padding: var(--muf-space-4); border-radius: var(--muf-radius-md); background: color-mix(in srgb, var(--muf-color-on-surface) 6%, transparent) }
  .good { --tone: var(--muf-color-positive) }
  .fair { --tone: var(--muf-color-warning) }
  .poor, .blocked { --tone: var(--muf-color-danger) }
  .head { display: flex; align-items: center; gap: var(--muf-space-3); min-block-size: var(--muf-target) }
  .head > svg { color: var(--tone) }
  .title { flex: 1; min-inline-size: 0; font-weight: var(--muf-weight-strong) }
  .verdict { display: inline-flex; align-items: center; gap: 6px; font-size: var(--muf-text-sm); font-weight: var(--muf-weight); color: var(--muf-color-on-surface-muted) }
  .verdict::before { content: ''; inline-size: 8px; block-size: 8px; border-radius: 50%; background: var(--tone) }
  .button { min-block-size: var(--muf-target); padding-inline: var(--muf-space-4); font-size: var(--muf-text-sm); white-space: nowrap }
  .sentence { font-size: var(--muf-text-sm); text-wrap: pretty }
  .sentence:empty { display: none }
  .steps { display: grid; grid-template-columns: repeat(2, minmax(0, max-content)); gap: var(--muf-space-1) var(--muf-space-4); list-style: none; font-size: var(--muf-text-sm); color: var(--muf-color-on-surface-muted) }
  .steps li { display: inline-flex; align-items: center; gap: 6px; min-block-size: 24px }
  .sign { display: grid; place-items: center; inline-size: 16px; block-size: 16px }
  .sign svg { inline-size: 16px; block-size: 16px }
  .waiting .sign::before { content: ''; inline-size: 6px; block-size: 6px; border-radius: 50%; background: currentColor; opacity: 0.4 }
  .running .sign::before { content: ''; inline-size: 12px; block-size: 12px; border: 2px solid currentColor; border-inline-start-color: transparent; border-radius: 50%; animation: turn 900ms linear infinite }
  .running { color: var(--muf-color-on-surface) }
  .ok .sign { color: var(--muf-color-positive) }
  .failed .sign { color: var(--muf-color-danger) }
  .figures { display: flex; flex-wrap: wrap; gap: var(--muf-space-1) var(--muf-space-4); font-size: var(--muf-text-sm); color: var(--muf-color-on-surface-muted); font-variant-numeric: tabular-nums }
  @keyframes turn { to { rotate: 1turn } }
  @media (prefers-reduced-motion: reduce) { .running .sign::before { border-inline-start-color: currentColor; opacity: 0.6 } }
`;
