import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'

export type PageFile = {
  readonly bytes: Uint8Array
  readonly type: string
  /** Its name holds a hash of its content: it may be kept for ever. */
  readonly hashed: boolean
}
/** By the path of the address, exactly: `/`, `/assets/main-Ab12Cd34.js`. */
export type PageFiles = ReadonlyMap<string, PageFile>

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.txt': 'text/plain; charset=utf-8',
}
const HASHED = /^\/assets\/.+-[\w-]{8}\.\w+$/
const MOST_BYTES = 64 * 1024 * 1024

/** Reads the built page once: afterwards no address ever leads to the disk. Errors: `page-missing`, `page-too-large`. */
export function readPageFiles(folder: string): Outcome<PageFiles> {
  const files = new Map<string, PageFile>()
  let total = 0
  try {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const type = TYPES[extname(entry.name)]
      if (!entry.isFile() || type === undefined) continue
      const path = join(entry.parentPath, entry.name)
      const address = `/${relative(folder, path).split(sep).join('/')}`
      const bytes = readFileSync(path)
      total += bytes.length
      if (total > MOST_BYTES) return tooLarge(folder)
      files.set(address === '/index.html' ? '/' : address, { bytes, type, hashed: HASHED.test(address) })
    }
  } catch (error) {
    return missing(folder, error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '')
  }
  return files.has('/') ? success(files) : missing(folder, '')
}

function missing(folder: string, why: string): Outcome<never> {
  return failure('page-missing', `There is no built page in ${folder}${why}.`, 'Build it with: npm run build')
}

function tooLarge(folder: string): Outcome<never> {
  return failure(
    'page-too-large',
    `${folder} holds more than a page.`,
    'Name the folder of the built page with --page.',
  )
}
