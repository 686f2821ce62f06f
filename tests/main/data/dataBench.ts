import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { type Workspace, workspaceSchema } from '../../../src/core/contract/workspace.ts'
import { silentBeat } from '../../../src/core/job/beat.ts'
import type { Outcome } from '../../../src/core/outcome/outcome.ts'
import { csvTextFiles } from '../../../src/main/adapters/csv/textFiles.ts'
import { duckdbColumnFiles } from '../../../src/main/adapters/duckdb/columnFiles.ts'
import { createGuardedFiles } from '../../../src/main/adapters/files/guardedFiles.ts'
import { streamDigests } from '../../../src/main/adapters/hash/streamDigests.ts'
import { diskScratchFiles } from '../../../src/main/adapters/scratch/scratchFiles.ts'
import { luxonTimeZones } from '../../../src/main/adapters/zones/timeZones.ts'
import { type ImportReport, importData } from '../../../src/main/engine/commands/importData.ts'
import type { ImportOptions } from '../../../src/main/engine/data/importOptions.ts'
import type { DataPorts } from '../../../src/main/engine/ports/dataPorts.ts'

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'assay-data-'))
  folders.push(folder)
  return folder
}

/** Far after every bar in these tests. */
export const NOW_MS = Date.UTC(2030, 0, 1)

export function dataPorts(root = temporaryFolder()): DataPorts {
  return {
    files: createGuardedFiles(root),
    columns: duckdbColumnFiles,
    text: csvTextFiles,
    zones: luxonTimeZones,
    scratch: diskScratchFiles,
    digests: streamDigests,
    clock: { nowMs: () => NOW_MS, monotonicMs: () => 0 },
  }
}

export function testWorkspace(change: Partial<Workspace> = {}): Workspace {
  const costs = { feeBps: 10, slippageBps: 5, borrowPerYear: 0.1 }
  return workspaceSchema.parse({
    schemaVersion: 1,
    name: 'btc_eth',
    profile: 'crypto',
    interval: '1h',
    quoteCurrency: 'USD',
    capital: 10_000,
    seed: 1,
    instruments: ['BTC', 'ETH'].map((symbol) => ({
      symbol,
      assetClass: 'crypto',
      calendar: '24x7',
      source: 'test',
      costs,
    })),
    roles: { primary: 'BTC', secondary: 'ETH' },
    ...change,
  })
}

export function equityWorkspace(): Workspace {
  const costs = { feeBps: 10, slippageBps: 5, borrowPerYear: 0.1 }
  return testWorkspace({
    profile: 'equity',
    instruments: ['SPY', 'QQQ'].map((symbol) => ({
      symbol,
      assetClass: 'etf',
      calendar: 'us-equity-rth',
      source: 'test',
      costs,
    })),
    roles: { primary: 'SPY', secondary: 'QQQ' },
  })
}

export function sourceFile(name: string, content: string | Uint8Array): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, content)
  return path
}

const HOUR_MS = 3_600_000
export const START_MS = Date.UTC(2021, 0, 1)

/** `rows` hourly bars from 2021 as `time,open,high,low,close,volume,trades` without a header, times in epoch seconds. */
export function hourlyCsv(rows: number, startMs = START_MS): string {
  return Array.from({ length: rows }, (_, row) => {
    const open = 100 + Math.sin(row) * 5
    const close = 100 + Math.sin(row + 1) * 5
    const seconds = (startMs + row * HOUR_MS) / 1000
    return `${seconds},${open.toFixed(4)},${(Math.max(open, close) + 0.5).toFixed(4)},${(Math.min(open, close) - 0.5).toFixed(4)},${close.toFixed(4)},${row + 1}.25,${row + 7}\n`
  }).join('')
}

export function importInto(
  ports: DataPorts,
  file: string,
  options: Partial<ImportOptions> = {},
  workspace = testWorkspace(),
): Promise<Outcome<ImportReport>> {
  return importData(ports, workspace, { kind: 'bars', role: 'primary', ...options, file }, silentBeat)
}

export function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.trouble.code}: ${outcome.trouble.message}`)
  return outcome.value
}

export function codeOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'ok' : outcome.trouble.code
}

/** Every file below a folder with its bytes as text, by relative path. */
export function contents(root: string, folder = ''): Record<string, string> {
  const found: Record<string, string> = {}
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) Object.assign(found, contents(root, path))
    else found[path] = readFileSync(join(root, path), 'latin1')
  }
  return found
}
