import { defineConfig } from 'vite'

/** The loader: one classic script for pages of others, so nothing of it may leak into their globals but window.Keqiao. */
export default defineConfig({
  publicDir: false,
  build: {
    // Counted in bytes: terser's is smaller than what Vite would use.
    minify: 'terser',
    terserOptions: { ecma: 2020, module: false, compress: { passes: 3 } },
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2020',
    lib: { entry: 'src/loader/main.ts', formats: ['iife'], name: 'KeqiaoLoader', fileName: () => 'loader.js' },
  },
})
