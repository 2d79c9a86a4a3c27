import { defineConfig } from 'vite'

/**
 * What the console shows beside the form of a channel: launcher and panel as shops get them, built apart so that neither
 * their bytes nor their chunks change for the sake of the preview.
 */
export default defineConfig({
  root: 'src/preview',
  base: './',
  publicDir: false,
  oxc: {
    jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment' },
    jsxInject: `import { h, Fragment } from 'preact'`,
  },
  build: {
    outDir: '../../dist/preview',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: { input: ['src/preview/index.html', 'src/preview/panel.html'] },
  },
})
