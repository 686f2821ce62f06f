import { success } from '../../../src/core/outcome/outcome.ts'
import type { JobProcesses, ProcessListener } from '../../../src/main/engine/ports/jobProcesses.ts'

type FakeProcess = {
  readonly pid: number
  readonly words: readonly string[]
  readonly listener: ProcessListener
  cancels: number
  kills: number
}

/** Processes that do nothing by themselves: a test tells their events and their end. */
export function fakeProcesses(): { readonly processes: JobProcesses; readonly fakes: readonly FakeProcess[] } {
  const fakes: FakeProcess[] = []
  const processes: JobProcesses = {
    start: (words, listener) => {
      const pid = 1_000_001 + fakes.length
      const fake: FakeProcess = { pid, words, listener, cancels: 0, kills: 0 }
      fakes.push(fake)
      return success({ pid, cancel: () => void fake.cancels++, kill: () => void fake.kills++ })
    },
  }
  return { processes, fakes }
}
