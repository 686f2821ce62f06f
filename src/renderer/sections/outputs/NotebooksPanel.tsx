import { Button, Group } from '@mantine/core'
import { IconNotebook } from '@tabler/icons-react'
import { useState } from 'react'
import type { WrittenNotebooks } from '../../../core/contract/workbench/modelCalls.ts'
import type { Trouble } from '../../../core/outcome/outcome.ts'
import { isAtWork } from '../../data/jobsStore.ts'
import { useAction } from '../../data/useAction.ts'
import { useJobsOf } from '../../data/useJobs.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'

/** Notebooks that read the files of the workspace. One that somebody changed is left alone, until it is said otherwise. */
export function NotebooksPanel({ workspace }: { readonly workspace: string }) {
  const [done, setDone] = useState<WrittenNotebooks | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const write = useAction('notebooks.write', { quiet: true })
  const busy = useJobsOf(workspace).some(isAtWork)
  const run = async (force: boolean) => {
    const outcome = await write.run({ workspace, force })
    setDone(outcome.ok ? outcome.value : null)
    setTrouble(outcome.ok ? null : outcome.trouble)
  }
  return (
    <Panel
      title="Notebooks"
      description="Write notebooks for Jupyter that read bars, matrices, models and backtests of this workspace (pandas, matplotlib, pyarrow or DuckDB)."
      actions={
        <Button
          size="compact-xs"
          leftSection={<IconNotebook size={14} />}
          disabled={busy}
          loading={write.running}
          onClick={() => void run(false)}
        >
          Write the notebooks
        </Button>
      }
    >
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      {done === null ? (
        <div className="panel-description">Not written in this session.</div>
      ) : (
        <div role="status">
          {notebookLines(done).map(([path, how]) => (
            <div className="panel-description" key={path} data-notebook>
              <code>
                {workspace}/{path}
              </code>{' '}
              {how}
            </div>
          ))}
          {done.kept.length === 0 ? null : (
            <Group gap="sm" mt={6}>
              <Button size="compact-xs" variant="default" color="orange" disabled={busy} onClick={() => void run(true)}>
                Write over those that were changed
              </Button>
            </Group>
          )}
        </div>
      )}
    </Panel>
  )
}

function notebookLines({ written, unchanged, kept }: WrittenNotebooks): readonly (readonly [string, string])[] {
  const lines = [
    ...written.map((path) => [path, 'written'] as const),
    ...unchanged.map((path) => [path, 'as it was'] as const),
    ...kept.map((path) => [path, 'kept: somebody changed it'] as const),
  ]
  return lines.sort(([a], [b]) => (a < b ? -1 : 1))
}
