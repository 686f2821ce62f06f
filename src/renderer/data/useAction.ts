import { useCallback, useState } from 'react'
import type { Api } from '../../core/contract/workbench/api.ts'
import type { CallNames, InputOf, OutputOf } from '../../core/contract/workbench/rpc.ts'
import type { Outcome } from '../../core/outcome/outcome.ts'
import { showTrouble } from '../ui/showTrouble.tsx'
import { refetch, tellUnusable } from './refetch.ts'
import { useEngineHold } from './useEngineHold.ts'

export type Action<Input, Output> = { run(input: Input): Promise<Outcome<Output>>; readonly running: boolean }

const CHANGES_HOME: readonly string[] = [
  'workspace.create',
  'workspace.remove',
  'settings.save',
  'settings.dismissBroken',
]
const CHANGES_WORKSPACE: readonly string[] = ['workspace.save', 'workspace.repair', 'models.promote']

/** Something to be done by the engine. Trouble is shown to the person and given back; whoever can show it better passes `quiet`. */
export function useAction<Name extends CallNames<Api>>(
  name: Name,
  { quiet = false }: { readonly quiet?: boolean } = {},
): Action<InputOf<Api, Name>, OutputOf<Api, Name>> {
  const { engine } = useEngineHold()
  const [open, setOpen] = useState(0)
  const run = useCallback(
    async (input: InputOf<Api, Name>) => {
      setOpen((count) => count + 1)
      const outcome = await engine.client.call(name, input)
      setOpen((count) => count - 1)
      if (!outcome.ok && !quiet) showTrouble(outcome.trouble)
      if (!outcome.ok) tellUnusable(outcome.trouble.code, input)
      if (outcome.ok && CHANGES_HOME.includes(name)) refetch(null)
      if (outcome.ok && CHANGES_WORKSPACE.includes(name)) refetch(workspaceOf(input))
      return outcome
    },
    [engine, name, quiet],
  )
  return { run, running: open > 0 }
}

function workspaceOf(input: unknown): string | null {
  if (typeof input !== 'object' || input === null || !('workspace' in input)) return null
  return typeof input.workspace === 'string' ? input.workspace : null
}
