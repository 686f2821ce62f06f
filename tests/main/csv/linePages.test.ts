import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Outcome } from '../../../src/core/outcome/outcome.ts'
import { createLinePages } from '../../../src/main/adapters/csv/linePages.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'

const freshFolder = useTemporaryFolders()
const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'ok' : outcome.trouble.code)

it.each(['\n', ''])('answers the same as the whole file, wherever the page lies (end %j)', async (end) => {
  const lines = Array.from({ length: 1_203 }, (_, line) => `${line} ${'é'.repeat(line % 7)}`)
  const path = join(freshFolder(), 'lines.csv')
  writeFileSync(path, lines.join('\n') + end)
  const pages = createLinePages()
  for (const [offset, limit] of [
    [0, 1],
    [0, 2_000],
    [255, 2],
    [256, 256],
    [511, 1],
    [1_202, 5],
    [1_203, 5],
    [1_024, 179],
    [900_000, 500],
  ] as const)
    expect(await pages.page(path, offset, limit)).toEqual({
      ok: true,
      value: { total: 1_203, lines: lines.slice(offset, offset + limit) },
    })
})

it('walks a file anew when it changed', async () => {
  const path = join(freshFolder(), 'lines.csv')
  const pages = createLinePages()
  writeFileSync(path, 'a\nb\n')
  expect(await pages.page(path, 0, 9)).toEqual({ ok: true, value: { total: 2, lines: ['a', 'b'] } })
  writeFileSync(path, 'c\nd\ne\n')
  expect(await pages.page(path, 0, 9)).toEqual({ ok: true, value: { total: 3, lines: ['c', 'd', 'e'] } })
  writeFileSync(path, '')
  expect(await pages.page(path, 0, 9)).toEqual({ ok: true, value: { total: 0, lines: [] } })
  rmSync(path)
  expect(codeOf(await pages.page(path, 0, 9))).toBe('file-missing')
  mkdirSync(path)
  expect(codeOf(await pages.page(path, 0, 9))).toBe('not-a-file')
})

it('does not load a line without end', async () => {
  const path = join(freshFolder(), 'lines.csv')
  writeFileSync(path, 'x'.repeat(17_000_000))
  expect(codeOf(await createLinePages().page(path, 0, 1))).toBe('lines-too-long')
})
