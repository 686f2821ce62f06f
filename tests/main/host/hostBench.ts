import type { Hash } from '../../../src/core/contract/hash.ts'
import type { Outcome } from '../../../src/core/outcome/outcome.ts'
import { systemTimer } from '../../../src/main/adapters/clock/systemTimer.ts'
import { createLinePages } from '../../../src/main/adapters/csv/linePages.ts'
import { createGuardedFiles } from '../../../src/main/adapters/files/guardedFiles.ts'
import { sha256 } from '../../../src/main/adapters/hash/sha256.ts'
import { assembleDataPorts, assembleJobPorts } from '../../../src/main/assemble.ts'
import { createWorkspace } from '../../../src/main/engine/commands/createWorkspace.ts'
import { importData } from '../../../src/main/engine/commands/importData.ts'
import type { ImportOptions } from '../../../src/main/engine/data/importOptions.ts'
import { dataHandlers } from '../../../src/main/engine/host/dataHandlers.ts'
import { homeHandlers } from '../../../src/main/engine/host/homeHandlers.ts'
import { settingsHandlers } from '../../../src/main/engine/host/settingsHandlers.ts'
import { workspaceHandlers } from '../../../src/main/engine/host/workspaceHandlers.ts'
import { openWorkspace } from '../../../src/main/engine/queries/openWorkspace.ts'
import { unwrap } from '../data/dataBench.ts'

export const signal = new AbortController().signal

/** The handlers of home, workspace, settings and data over a real home. */
export async function hostOf(home: string, counts: { reads: number } = { reads: 0 }) {
  const jobPorts = await assembleJobPorts(home)
  const homeFiles = createGuardedFiles(home)
  const data = await assembleDataPorts(homeFiles)
  const hash: Hash = sha256
  const columns: typeof data.columns = {
    ...data.columns,
    readParquet: (...parts) => {
      counts.reads++
      return data.columns.readParquet(...parts)
    },
  }
  const ports = { ...jobPorts, ...data, columns, hash, homeFiles, timer: systemTimer, linePages: createLinePages() }
  return {
    ports,
    ...homeHandlers(ports),
    ...settingsHandlers(ports),
    ...workspaceHandlers(ports),
    ...dataHandlers(ports),
  }
}
export type TestHost = Awaited<ReturnType<typeof hostOf>>

export function makeWorkspace(host: TestHost, name: string): void {
  unwrap(createWorkspace(host.ports, { name, primary: 'BTC', secondary: 'ETH' }))
}

export async function importFile(host: TestHost, name: string, file: string, symbol = 'BTC'): Promise<void> {
  const { files, workspace } = unwrap(openWorkspace(host.ports, name))
  const options: ImportOptions = {
    kind: 'bars',
    file,
    symbol,
    columns: 'time,open,high,low,close,volume,trades',
    timeUnit: 's',
  }
  unwrap(await importData({ ...host.ports, files }, workspace, options, () => {}))
}

/** JSON has no NaN and no undefined: what a page gets must be what was meant. */
export function sameAsJson<T>(outcome: Outcome<T>): T {
  const value = unwrap(outcome)
  const parsed: unknown = JSON.parse(JSON.stringify(value))
  if (JSON.stringify(parsed) !== JSON.stringify(value) || hasOddNumber(value)) throw new Error('Not plain JSON')
  return value
}

function hasOddNumber(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value)
  return typeof value === 'object' && value !== null && Object.values(value).some(hasOddNumber)
}
