import { expect, it } from 'vitest'
import { backtestSpecSchema } from '../../../src/core/contract/backtestSpec.ts'
import { sectorNumbers } from '../../../src/main/engine/backtests/sectorNumbers.ts'

const numbered = (risk_management: object) =>
  sectorNumbers(backtestSpecSchema.parse({ risk_management }).risk_management, ['AAPL', 'MSFT', 'XOM', 'GLD'])

it('gives equal numbers to equal names, and none where nobody says', () => {
  const sectors = { XOM: 'energy', AAPL: 'technology', MSFT: 'technology' }
  expect(numbered({ sectors })).toEqual({ ok: true, value: [1, 1, 0, null] })
  expect(numbered({})).toEqual({ ok: true, value: [null, null, null, null] })
})

it('asks for each sector that a limit reads, and knows no symbol but those that are traded', () => {
  const sectors = { XOM: 'energy', AAPL: 'technology', MSFT: 'technology' }
  expect(numbered({ sectors, max_share_per_sector: 0.5 })).toMatchObject({
    trouble: { code: 'sector-missing', message: expect.stringContaining('sector of GLD.') },
  })
  expect(numbered({ sectors: { APPL: 'technology' } })).toMatchObject({
    trouble: { code: 'sector-unknown-symbol', hint: 'Did you mean AAPL?' },
  })
})
