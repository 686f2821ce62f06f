import { expect, it } from 'vitest'
import { cleanRows } from '../../../../src/renderer/sections/settings/cleanRows.ts'

const item = (path: string, rule: string, bytes: number, ageMs: number | null) => ({
  path,
  rule,
  what: 'units',
  loss: 'starts anew',
  files: 2,
  bytes,
  ageMs,
})

it('what one rule names in one place is one row, as old as its newest; places stay apart', () => {
  const units = [item('runs/a/units', 'runs/*/units', 5, 90), item('runs/b/units', 'runs/*/units', 7, 30)]
  const rows = cleanRows({
    places: [
      { kind: 'workspace', name: 'w', busy: null, items: [...units, item('verify', 'verify', 1, null)] },
      {
        kind: 'home',
        name: 'home',
        busy: 'the engine serves this home',
        items: [item('engine/uploads', 'engine/uploads', 3, 1)],
      },
    ],
  })
  expect(rows).toMatchObject([
    { place: 'w', path: 'runs/*/units (2)', files: 4, bytes: 12, ageMs: 30, busy: null },
    { place: 'w', path: 'verify', files: 2, bytes: 1, ageMs: null },
    { place: 'the home itself', path: 'engine/uploads', bytes: 3, busy: 'the engine serves this home' },
  ])
  expect(new Set(rows.map(({ key }) => key)).size).toBe(3)
})
