import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll } from 'vitest'
import type { Outcome } from '../../../src/core/outcome/outcome.ts'
import { assembleDataPorts, assembleJobPorts, assembleRunPorts } from '../../../src/main/assemble.ts'
import { createWorkspace } from '../../../src/main/engine/commands/createWorkspace.ts'
import type { SampleOptions } from '../../../src/main/engine/commands/sampleData.ts'
import { sampleData } from '../../../src/main/engine/commands/sampleData.ts'
import { type WorkspaceJob, withWorkspaceJob } from '../../../src/main/engine/commands/withWorkspaceJob.ts'
import type { RunOptions, RunReport } from '../../../src/main/engine/pipeline/runPipeline.ts'
import { runPipeline } from '../../../src/main/engine/pipeline/runPipeline.ts'
import { type VerifyReport, verifyRun } from '../../../src/main/engine/pipeline/verifyRun.ts'
import type { GuardedFiles } from '../../../src/main/engine/ports/guardedFiles.ts'
import type { RunPorts } from '../../../src/main/engine/ports/runPorts.ts'
import { valueFrom } from '../ledger/ledgerFixture.ts'

/** Long enough for folds with winners, short enough for a run of a few seconds. */
export const SAMPLE: SampleOptions = { kind: 'planted', strength: 5, seed: 3, bars: 3200 }
export const NAME = 'btc_eth'

export type Door = (files: GuardedFiles) => GuardedFiles

/** A fresh folder that is removed after the last test of the file; every home of a file lies in it. */
export function useHomes(): (from?: string) => string {
  const root = mkdtempSync(join(tmpdir(), 'assay-pipeline-'))
  let made = 0
  afterAll(() => rmSync(root, { recursive: true, force: true }))
  return (from) => {
    const home = join(root, `home-${made++}`)
    if (from !== undefined) cpSync(from, home, { recursive: true })
    return home
  }
}

const silentWatch = () => ({ signal: new AbortController().signal, listener: () => {} })

export async function makePair(home: string, name = NAME): Promise<void> {
  valueFrom(createWorkspace(await assembleJobPorts(home), { name, primary: 'BTC', secondary: 'ETH' }))
}

export async function fill(home: string, sample: SampleOptions = SAMPLE, name = NAME): Promise<void> {
  const ports = await assembleJobPorts(home)
  const spec = { command: 'assay data sample', spec: {}, stages: [] }
  const filled = await withWorkspaceJob(ports, name, spec, silentWatch(), async ({ opened }) => {
    const data = await assembleDataPorts(opened.files)
    return sampleData({ ...data, manifests: ports.manifests }, opened, sample, () => {})
  })
  valueFrom(filled)
}

export async function sampledHome(home: string, sample: SampleOptions = SAMPLE): Promise<string> {
  await makePair(home)
  await fill(home, sample)
  return home
}

/** Two detectors make a short run, and are enough to see stages come and go. */
export function useTwoDetectors(home: string, name = NAME): void {
  const manifest = join(workspaceOf(home, name), 'workspace.yaml')
  const detectors = 'pipeline:\n  detectors: [residual-reversion, momentum-divergence]\n'
  writeFileSync(manifest, `${readFileSync(manifest, 'utf8').trimEnd()}\n${detectors}`)
}

export type TestRun = Partial<RunOptions> & { readonly door?: Door; readonly name?: string }

async function asJob<T>(
  home: string,
  { name = NAME, door = (files) => files }: TestRun,
  work: (ports: RunPorts, parts: WorkspaceJob) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const jobPorts = await assembleJobPorts(home)
  const spec = { command: 'assay pipeline run', spec: {}, stages: [] }
  return withWorkspaceJob(jobPorts, name, spec, silentWatch(), async (parts) => {
    const files = door(parts.opened.files)
    const ports = valueFrom(await assembleRunPorts(home, name, files))
    try {
      return await work(ports, { ...parts, opened: { ...parts.opened, files } })
    } finally {
      ports.ledger.close()
    }
  })
}

export function run(home: string, options: TestRun = {}): Promise<Outcome<RunReport>> {
  const { door: _door, name: _name, ...choices } = options
  return asJob(home, options, (ports, parts) => runPipeline(ports, parts, { workers: 2, ...choices }))
}

export function verify(home: string, runId: string): Promise<Outcome<VerifyReport>> {
  return asJob(home, {}, (ports, parts) => verifyRun(ports, parts, runId, 2))
}

export function workspaceOf(home: string, name = NAME): string {
  return join(home, 'workspaces', name)
}

/** SHA-256 of every file below a folder by its path there. */
export function treeHashes(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const hashed = files.map((entry): [string, string] => {
    const path = join(entry.parentPath, entry.name)
    return [relative(folder, path), createHash('sha256').update(readFileSync(path)).digest('hex')]
  })
  return Object.fromEntries(hashed.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** What a run published: `runs/<id>/published`, by path. */
export function published(home: string, runId: string, name = NAME): Record<string, string> {
  return treeHashes(join(workspaceOf(home, name), 'runs', runId, 'published'))
}

export function readJson(...path: readonly string[]) {
  return JSON.parse(readFileSync(join(...path), 'utf8'))
}

export function runsIn(home: string, name = NAME): readonly string[] {
  return readdirSync(join(workspaceOf(home, name), 'runs'))
}
