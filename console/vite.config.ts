import { defineConfig } from 'vite'

/**
 * The console is served under /console/ with a strict Content-Security-Policy. The server replaces the literal below by
 * a fresh nonce in each answer, so neither this build nor the page may contain an inline script.
 */
export default defineConfig({
  base: '/console/',
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: 'dist',
    target: ['chrome107', 'edge107', 'firefox104', 'safari16'],
    // The polyfill would be an inline-like script for browsers we do not support.
    modulePreload: { polyfill: false },
    // Data URLs would need `data:` in the policy.
    assetsInlineLimit: 0,
    sourcemap: false,
    manifest: true,
    chunkSizeWarningLimit: 1_200,
    rolldownOptions: {
      onLog(level, log, pass) {
        // antd marks its modules for server components, which this is not: hundreds of lines about nothing.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') pass(level, log)
      },
    },
  },
  server: {
    proxy: {
      '/api': 'http://127.0.0.1:8080',
      '/avatars': 'http://127.0.0.1:8080',
      '/ws': { target: 'ws://127.0.0.1:8080', ws: true },
    },
  },
})
