import { defineConfig, type Plugin } from 'vite'

/**
 * Vite wraps each dynamic import in 0.5 KB that preloads what the part needs. Ours need nothing but the entry, and the
 * panel's first load is counted in bytes.
 */
const plainDynamicImports: Plugin = {
  name: 'plain-dynamic-imports',
  enforce: 'pre',
  resolveId: (id) => (id.endsWith('vite/preload-helper.js') ? '\0plain-import' : undefined),
  load: (id) =>
    id === '\0plain-import' || id.endsWith('vite/preload-helper.js')
      ? 'export const __vitePreload = (load) => load()'
      : undefined,
}

/**
 * The frame: a page of its own, served under /widget/frame/ wherever that is, hence relative addresses. `chat.html` is
 * the same panel for /chat/<channel>, where nothing surrounds it.
 */
export default defineConfig({
  root: 'src/frame',
  base: './',
  publicDir: false,
  plugins: [plainDynamicImports],
  // The automatic runtime would add a second function that makes nodes; `h` is in every Preact anyway.
  oxc: {
    jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment' },
    jsxInject: `import { h, Fragment } from 'preact'`,
  },
  build: {
    // Counted in bytes: terser's is smaller than what Vite would use.
    minify: 'terser',
    terserOptions: { ecma: 2020, module: true, compress: { passes: 3 } },
    outDir: '../../dist/frame',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      input: ['src/frame/index.html', 'src/frame/chat.html'],
      // Both pages begin with the same module; left alone, what the later parts share would become a file more to fetch.
      output: { codeSplitting: { groups: [{ name: 'main', test: /[\\/]frame[\\/]main\.ts$/ }] } },
    },
  },
})
