import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { failure } from '../../../src/core/outcome/outcome.ts'
import { withWorkspaceJob } from '../../../src/main/engine/commands/withWorkspaceJob.ts'
import { codeOf } from '../ledger/ledgerFixture.ts'
import { temporaryFolder } from '../ledger/temporaryFolder.ts'
import { makeWorkspace, ok, readingPorts, SPEC } from './jobFixture.ts'

const watch = { signal: new AbortController().signal, listener: () => {} }

function scene() {
  const home = temporaryFolder()
  makeWorkspace(home)
  return { home, folder: join(home, 'workspaces', 'one'), ports: readingPorts(home) }
}

test.each([
  ['removed', (folder: string) => rmSync(folder, { recursive: true })],
  ['renamed', (folder: string) => renameSync(folder, `${folder}-away`)],
])(
  'a workspace that is %s under a job: nothing is written any more, no folder comes back, and the job says so',
  async (_how, takeAway) => {
    const { folder, ports } = scene()
    const codes: string[] = []
    const outcome = await withWorkspaceJob(ports, 'one', SPEC, watch, async ({ opened: { files }, job }) => {
      takeAway(folder)
      codes.push(
        codeOf(files.writeText('runs/x/units/000000.json', '{}')),
        codeOf(files.writeBytes('a.bin', new Uint8Array(3))),
        codeOf(files.appendLine('jobs/x.log', 'line')),
        codeOf(files.makeFolder('data/staging')),
        codeOf(files.copyIn(import.meta.filename, 'copy.ts')),
      )
      job.note('and on')
      return failure('no-data', 'There are no bars.', '')
    })
    expect(codes).toEqual(codes.map(() => 'workspace-missing'))
    expect(codeOf(outcome)).toBe('workspace-missing')
    expect(existsSync(folder)).toBe(false)
  },
)

test('other trouble stays what it is', async () => {
  const { ports } = scene()
  const outcome = await withWorkspaceJob(ports, 'one', SPEC, watch, async () => failure('no-data', '', ''))
  expect(codeOf(outcome)).toBe('no-data')
  expect(codeOf(await withWorkspaceJob(ports, 'one', SPEC, watch, async () => ok))).toBe('ok')
})
