declare module 'virtual:muf-manifest' {
  export const declarations: readonly import('../stories/support/manifest.ts').Declaration[];
}
