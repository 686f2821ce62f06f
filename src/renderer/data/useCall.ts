import { useCallback, useEffect, useRef, useState } from 'react'
import type { Api } from '../../core/contract/workbench/api.ts'
import type { CallNames, InputOf, OutputOf } from '../../core/contract/workbench/rpc.ts'
import type { Trouble } from '../../core/outcome/outcome.ts'
import { onRefetch, tellUnusable } from './refetch.ts'
import { useEngineHold } from './useEngineHold.ts'
import { useLink } from './useLink.ts'

export type Called<Output> = {
  readonly value: Output | null
  readonly trouble: Trouble | null
  readonly loading: boolean
  reload(): void
}

/** What the frame asks of a workspace: by its answer the whole is judged. */
const LIST_OF_RUNS = 'runs.list'

type Answer<Output> = {
  readonly question: string
  readonly subject: string
  readonly value: Output | null
  readonly trouble: Trouble | null
}

/**
 * The engine's answer to a question, asked again where the input changes, after a lost connection, and where a job or an action touched the
 * workspace. While a new answer is awaited the old one stays, as long as it is of the same thing: the same texts in the input, other numbers.
 */
export function useCall<Name extends CallNames<Api>>(
  name: Name,
  input: InputOf<Api, Name>,
  { enabled = true }: { readonly enabled?: boolean } = {},
): Called<OutputOf<Api, Name>> {
  const { engine } = useEngineHold()
  const { epoch } = useLink()
  const [asked, setAsked] = useState(0)
  const [answer, setAnswer] = useState<Answer<OutputOf<Api, Name>> | null>(null)
  const key = JSON.stringify(input)
  const question = `${name} ${key} ${epoch} ${asked}`
  const latest = useRef(input)
  latest.current = input

  useEffect(() => {
    if (!enabled || epoch === 0) return
    let wanted = true
    void engine.client.call(name, latest.current).then((outcome) => {
      if (!wanted || (!outcome.ok && outcome.trouble.code === 'engine-gone')) return
      if (!outcome.ok && name !== LIST_OF_RUNS) tellUnusable(outcome.trouble.code, latest.current)
      const value = outcome.ok ? outcome.value : null
      setAnswer({ question, subject: subjectOf(name, key), value, trouble: outcome.ok ? null : outcome.trouble })
    })
    return () => {
      wanted = false
    }
  }, [engine, name, key, question, epoch, enabled])

  const reload = useCallback(() => setAsked((count) => count + 1), [])
  useEffect(() => onRefetch((workspace) => concerns(name, key, workspace) && reload()), [name, key, reload])

  const usable = enabled && answer !== null && answer.subject === subjectOf(name, key) ? answer : null
  const loading = enabled && answer?.question !== question
  return { value: usable?.value ?? null, trouble: usable?.trouble ?? null, loading, reload }
}

/** Texts name a thing, numbers are the window through which it is seen. */
function subjectOf(name: string, key: string): string {
  return `${name} ${JSON.stringify(JSON.parse(key), (_field, value) => (typeof value === 'number' ? 0 : value))}`
}

function concerns(name: string, key: string, workspace: string | null): boolean {
  if (name === 'home.show' || name === 'ledger.view') return true
  const named: unknown = JSON.parse(key).workspace
  return workspace === null ? named === undefined && name.startsWith('settings.') : named === workspace
}
