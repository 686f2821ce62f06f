import { useMemo } from 'react'
import type { JsonValue } from '../../core/contract/jsonValue.ts'
import type { Outcome, Trouble } from '../../core/outcome/outcome.ts'
import { useCall } from './useCall.ts'

export type StageOutput<T> = {
  /** Null while loading, where the stage is not done yet, and in trouble. */
  readonly value: T | null
  /** The run has not come to that stage; not counted as trouble. */
  readonly absent: boolean
  readonly trouble: Trouble | null
  readonly loading: boolean
  reload(): void
}

/** What a run kept of a stage, in the shape that `read` asks for; `read` is one function for ever, not made anew. */
export function useStageOutput<T>(
  workspace: string,
  runId: string | null,
  stage: string,
  read: (value: JsonValue) => Outcome<T>,
): StageOutput<T> {
  const called = useCall('runs.stage', { workspace, runId: runId ?? '', stage }, { enabled: runId !== null })
  const { value, trouble, loading, reload } = called
  const outcome = useMemo(() => (value === null ? null : read(value)), [value, read])
  const absent = trouble?.code === 'no-stage-output'
  const own = outcome === null || outcome.ok ? null : outcome.trouble
  return {
    value: outcome?.ok === true ? outcome.value : null,
    absent,
    trouble: absent ? null : (trouble ?? own),
    loading: loading && outcome === null,
    reload,
  }
}
