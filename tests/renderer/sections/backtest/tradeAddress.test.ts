import { expect, it } from 'vitest'
import { TRADE_CURVES } from '../../../../src/core/contract/workbench/exploreViews.ts'
import { readTradeAddress, tradeAddress } from '../../../../src/renderer/sections/backtest/tradeAddress.ts'

it('comes back from its text', () => {
  for (const curve of TRADE_CURVES)
    for (const row of [null, 0, 118]) expect(readTradeAddress(tradeAddress({ curve, row }))).toEqual({ curve, row })
})

it('is nothing where the text names no curve', () => {
  for (const at of [null, '', 'nonsense', 'selected.', 'selected.x', 'selected.-1', 'selected.1.2'])
    expect(readTradeAddress(at)).toBeNull()
})
