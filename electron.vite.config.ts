import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const ROOT = import.meta.dirname
const SOURCES = resolve(ROOT, 'src')
const MAIN = resolve(SOURCES, 'main/doors')

/** Adapters read their compiled code from the file beside them: it comes along, whatever it is called. */
function compiledKernels(): Plugin {
  return {
    name: 'compiled-kernels',
    generateBundle() {
      for (const file of globSync('main/**/*.wasm', { cwd: SOURCES }))
        this.emitFile({
          type: 'asset',
          fileName: file.replaceAll('\\', '/'),
          source: readFileSync(resolve(SOURCES, file)),
        })
    },
  }
}

/**
 * The desktop door's main process and preload; its page is the one of `vite.config.ts`. Modules stay files in the places they have in `src`, because
 * the house finds its entries (command line, workers, engine) and its resources by where it stands.
 */
export default defineConfig({
  main: {
    plugins: [compiledKernels()],
    build: {
      outDir: resolve(ROOT, 'out'),
      emptyOutDir: false,
      rolldownOptions: {
        input: [
          resolve(MAIN, 'desktop/main.ts'),
          resolve(MAIN, 'desktop/engine.ts'),
          resolve(MAIN, 'cli/main.ts'),
          resolve(MAIN, 'worker/main.ts'),
          resolve(ROOT, 'src/main/adapters/onnx/onnxEntry.ts'),
          resolve(ROOT, 'src/main/adapters/typescript/ownFeatureEntry.ts'),
          resolve(ROOT, 'src/main/adapters/wasm/treesThread.ts'),
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
