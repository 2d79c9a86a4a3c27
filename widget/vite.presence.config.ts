import { defineConfig } from 'vite'

/** The loader's third part: a module fetched only where a channel shows its visitors. */
export default defineConfig({
  publicDir: false,
  build: {
    minify: 'terser',
    terserOptions: { ecma: 2020, module: true, compress: { passes: 3 } },
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2020',
    lib: { entry: 'src/loader/presence.ts', formats: ['es'], fileName: () => 'presence.js' },
  },
})
