import { enableCompileCache } from 'node:module'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

// What V8 made of the sources is kept beside the packages, so that only the first start compiles them. Where that folder cannot be written,
// nothing is kept and nothing else changes. An installed desktop program keeps nothing: what is signed must stay as it was.
if (process.versions.electron === undefined)
  enableCompileCache(fileURLToPath(new URL('../../../../node_modules/.cache/assay', import.meta.url)))

await import('./start.ts')
