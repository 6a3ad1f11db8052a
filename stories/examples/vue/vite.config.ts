import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

/** Vue is told which tags are elements of the page's own. */
export default defineConfig({
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('muf-') } } })],
});
