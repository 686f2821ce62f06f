import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The page. Nothing is inlined: the content security policy of the doors admits files only. */
export default defineConfig({
  root: resolve(import.meta.dirname, 'src/renderer'),
  plugins: [react()],
  build: {
    outDir: resolve(import.meta.dirname, 'out/page'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2024',
    minify: 'oxc',
    chunkSizeWarningLimit: 1_200,
  },
})
