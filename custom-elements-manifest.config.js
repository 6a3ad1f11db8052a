export default {
  globs: ['ui-kit/**/*.ts', 'slots/**/*.ts'],
  exclude: ['ui-kit/pages/**'],
  litelement: true,
  outdir: '.',
  packagejson: false,
};
