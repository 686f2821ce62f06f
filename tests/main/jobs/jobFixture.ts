import type { Workspace } from '../../../src/core/contract/workspace.ts'
import { DEFAULT_COSTS } from '../../../src/core/market/instrument.ts'
import { success } from '../../../src/core/outcome/outcome.ts'
import { sqliteWorkspaceStores } from '../../../src/main/adapters/sqlite/workspaceStore.ts'
import { assembleWorkspacePorts } from '../../../src/main/assemble.ts'
import { STORE_FILE } from '../../../src/main/engine/jobs/jobPaths.ts'
import type { JobPorts } from '../../../src/main/engine/jobs/runJob.ts'
import { valueFrom } from '../ledger/ledgerFixture.ts'

const WORKSPACE: Workspace = {
  schemaVersion: 1,
  name: 'one',
  profile: 'crypto',
  interval: '1h',
  quoteCurrency: 'USD',
  capital: 10000,
  seed: 1,
  instruments: [{ symbol: 'BTC', assetClass: 'crypto', calendar: '24x7', source: 'test', costs: DEFAULT_COSTS }],
  roles: { primary: 'BTC' },
}

export function readingPorts(home: string) {
  return { ...assembleWorkspacePorts(home), stores: sqliteWorkspaceStores }
}

export function makeWorkspace(home: string): void {
  const { home: folder, manifests } = assembleWorkspacePorts(home)
  valueFrom(folder.createWorkspace('one', (files) => files.writeText('workspace.yaml', manifests.render(WORKSPACE))))
}

/** The ports of a supervisor, with the lock of workspace `one` held until `release`. */
export function supervise(home: string): JobPorts & { readonly release: () => void } {
  const { clock, home: folder, locks } = assembleWorkspacePorts(home)
  const files = folder.workspaceFiles('one')
  const lock = valueFrom(locks.acquire(files.root, 'test'))
  const store = valueFrom(sqliteWorkspaceStores.open(valueFrom(files.resolve(STORE_FILE)), 'write'))
  const release = () => {
    store.close()
    lock.release()
  }
  return { clock, files, locks, store, release }
}

export const SPEC = { command: 'assay test', spec: { seed: 1 }, stages: [] }

export const ok = success(undefined)
