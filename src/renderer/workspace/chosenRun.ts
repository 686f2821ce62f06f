import type { RunRecord } from '../../core/contract/runRecord.ts'

/** The run that the sections show: the one asked for, else the newest that is done, else the newest. */
export function chosenRun(runs: readonly RunRecord[], asked: string | null): string | null {
  if (asked !== null) return asked
  const newestFirst = [...runs].sort((left, right) => right.createdMs - left.createdMs)
  return (newestFirst.find(({ state }) => state === 'done') ?? newestFirst[0])?.runId ?? null
}
