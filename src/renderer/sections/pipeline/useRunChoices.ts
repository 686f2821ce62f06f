import { useEffect, useState } from 'react'
import type { RunView } from '../../../core/contract/workbench/views.ts'
import { useEngineHold } from '../../data/useEngineHold.ts'

export type RunChoices = NonNullable<RunView['choices']>
type Known = ReadonlyMap<string, RunChoices>

/** A run is named by what decides its bytes, its choices among them: they never change. */
const known = new Map<string, RunChoices>()
const MOST_RUNS = 200

/** What the newest runs were started with, by run id; asked one after the other, since the list of runs does not hold it. */
export function useRunChoices(workspace: string, runIds: readonly string[]): Known {
  const { engine } = useEngineHold()
  const [shown, setShown] = useState<Known>(() => choicesOf(workspace, runIds))
  const asked = runIds.slice(0, MOST_RUNS).join(' ')
  useEffect(() => {
    let wanted = true
    const ids = asked.split(' ').filter((id) => id !== '')
    const ask = async () => {
      for (const runId of ids) {
        if (!wanted) return
        if (known.has(keyOf(workspace, runId))) continue
        const outcome = await engine.client.call('runs.show', { workspace, runId })
        if (outcome.ok && outcome.value.choices !== null) known.set(keyOf(workspace, runId), outcome.value.choices)
      }
      if (wanted) setShown(choicesOf(workspace, ids))
    }
    void ask()
    return () => {
      wanted = false
    }
  }, [engine, workspace, asked])
  return shown
}

function choicesOf(workspace: string, runIds: readonly string[]): Known {
  const found = new Map<string, RunChoices>()
  for (const runId of runIds) {
    const choices = known.get(keyOf(workspace, runId))
    if (choices !== undefined) found.set(runId, choices)
  }
  return found
}

function keyOf(workspace: string, runId: string): string {
  return `${workspace} ${runId}`
}
