import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'

const ROOT = import.meta.dirname
const MAIN = resolve(ROOT, 'src/main/doors')

/**
 * The desktop door's main process and preload; its page is the one of `vite.config.ts`. Modules stay files in the places they have in `src`, because
 * the house finds its entries (command line, workers, engine) and its resources by where it stands.
 */
export default defineConfig({
  main: {
    build: {
      outDir: resolve(ROOT, 'out'),
      emptyOutDir: false,
      rolldownOptions: {
        input: [
          resolve(MAIN, 'desktop/main.ts'),
          resolve(MAIN, 'desktop/engine.ts'),
          resolve(MAIN, 'cli/main.ts'),
          resolve(MAIN, 'worker/main.ts'),
        ],
        output: {
          preserveModules: true,
          preserveModulesRoot: resolve(ROOT, 'src'),
          entryFileNames: '[name].js',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: resolve(ROOT, 'out/preload'),
      rolldownOptions: {
        input: resolve(ROOT, 'src/preload/preload.ts'),
        // A sandboxed preload cannot be a module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
})
