import { expect, test } from 'vitest'
import { failure, type Outcome, success } from '../../../src/core/outcome/outcome.ts'
import { clearingUploads } from '../../../src/main/engine/host/clearingUploads.ts'
import type { ProcessListener } from '../../../src/main/engine/ports/jobProcesses.ts'

function bench(
  words: readonly string[] = ['data', 'import', 'pair', '--symbol=BTC', '--file=/home/engine/uploads/file-1/a.csv'],
) {
  const removed: string[] = []
  const told: Outcome<unknown>[] = []
  let listener: ProcessListener | null = null
  const uploads = {
    begin: () => Promise.resolve(failure('none', '', '')),
    remove: (path: string) => void removed.push(path),
  }
  const processes = clearingUploads(
    {
      start: (_words, given) => {
        listener = given
        return success({ pid: 1, cancel: () => {}, kill: () => {} })
      },
    },
    uploads,
  )
  processes.start(words, {
    onEvent: () => {},
    onEnd: (outcome) => void told.push(outcome),
  })
  return { removed, told, end: (outcome: Outcome<unknown>) => listener!.onEnd(outcome) }
}

test('once the import is done its upload is no longer needed', () => {
  const { removed, told, end } = bench()
  expect(removed).toEqual([])
  end(success(null))
  expect(removed).toContain('/home/engine/uploads/file-1/a.csv')
  expect(told).toEqual([success(null)])
})

test('a model that was brought in needs its upload no longer', () => {
  const { removed, end } = bench(['models', 'import', 'pair', '--onnx=/home/engine/uploads/file-2/a.onnx'])
  end(success(null))
  expect(removed).toContain('/home/engine/uploads/file-2/a.onnx')
})

test('where it failed or was stopped the file stays, so that the same job can go on', () => {
  const { removed, told, end } = bench()
  end(failure('cancelled', 'Stopped.', ''))
  expect([removed, told.length]).toEqual([[], 1])
})
