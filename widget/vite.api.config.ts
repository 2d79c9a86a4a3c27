import { defineConfig } from 'vite'

/** The loader's second part: a module that it fetches when the shop's own script asks for something. */
export default defineConfig({
  publicDir: false,
  build: {
    minify: 'terser',
    terserOptions: { ecma: 2020, module: true, compress: { passes: 3 } },
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2020',
    lib: { entry: 'src/loader/api.ts', formats: ['es'], fileName: () => 'api.js' },
  },
})
