import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

const folder = process.env.ASSAY_TEST_DATA ?? '../shared/data'

/** The path of a real data file, or null (said aloud) where this machine does not have it: tests that need it skip. */
export function testDataFile(name: string): string | null {
  const path = join(folder, name)
  if (existsSync(path)) return path
  process.stderr.write(`SKIPPED for want of real data: ${path} (set ASSAY_TEST_DATA)\n`)
  return null
}

/** Fields of every line of a plain CSV (.gz or not), without quoting rules. */
export function readCsv(path: string): string[][] {
  const bytes = readFileSync(path)
  const text = path.endsWith('.gz') ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8')
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(','))
}
