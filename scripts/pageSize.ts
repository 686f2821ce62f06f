// Prints how large the built page is, and fails where its scripts are larger than they may be.
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import process from 'node:process'
import { gzipSync } from 'node:zlib'

/**
 * Kilobytes (1,000 bytes) of all scripts, each packed by itself. The parts: component kit, React, ECharts; and our own, of which each section is a bundle that is fetched when it is opened
 * (Discovery 20 kB, Model 35 kB, Data 31 kB, Ledger 6 kB).
 */
const MOST_SCRIPT_KB = 790

const folder = process.argv[2] ?? join(import.meta.dirname, '../out/page')
const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
const sizes = files.map((entry) => {
  const bytes = readFileSync(join(entry.parentPath, entry.name))
  return { kind: extname(entry.name), raw: bytes.length / 1000, packed: gzipSync(bytes).length / 1000 }
})
for (const kind of [...new Set(sizes.map((size) => size.kind))].sort())
  console.log(`page ${kind.slice(1).padEnd(6)} ${told('raw', kind)} kB, ${told('packed', kind)} kB packed`)

const scripts = total('packed', '.js')
if (scripts > MOST_SCRIPT_KB) {
  console.error(`The scripts of the page are ${scripts.toFixed(0)} kB packed; ${MOST_SCRIPT_KB} kB is the limit.`)
  process.exitCode = 1
}

function total(measure: 'raw' | 'packed', kind: string): number {
  return sizes.filter((size) => size.kind === kind).reduce((sum, size) => sum + size[measure], 0)
}

function told(measure: 'raw' | 'packed', kind: string): string {
  return total(measure, kind).toFixed(0).padStart(6)
}
