import { expect, it } from 'vitest'
import { fillsOfTrades, readFillsCsv, readTradesCsv } from '../../../src/main/engine/backtests/storedTables.ts'

const BARS = ['2020-01-01T00:00:00.000Z', '2020-01-01T01:00:00.000Z', '2020-01-01T02:00:00.000Z'] as const
const TRADES = `symbol,direction,entry_bar,exit_bar,units,entry_price,exit_price,fees,financing,profit,return,bars,reason
BTC,long,${BARS[0]},${BARS[1]},0.3,100,110,0.1,0,2.9,0.029,1,signal
ETH,short,${BARS[0]},${BARS[2]},2,10,11,0.1,0.01,-2.11,-0.02,2,stop
BTC,long,${BARS[1]},,0.5,111,112,0.1,0,0.4,0.004,,open
`
const FILLS = `bar,symbol,side,units,reference,price,fee,reason
${BARS[0]},BTC,buy,0.1,100,100,0.01,entry
${BARS[0]},ETH,sell,2,10,10,0.02,entry
${BARS[0]},BTC,buy,0.2,100,100,0.02,entry
${BARS[1]},BTC,sell,0.3,110,110,0.03,signal
${BARS[1]},BTC,buy,0.5,111,111,0.05,entry
${BARS[2]},ETH,buy,2,11,11,0.02,stop
`

it('reads what a backtest wrote, with nothing for the end of what is still open', () => {
  const trades = readTradesCsv(TRADES)!
  expect(trades.symbol).toEqual(['BTC', 'ETH', 'BTC'])
  expect(trades.direction).toEqual([1, -1, 1])
  expect(trades.exitMs).toEqual([Date.UTC(2020, 0, 1, 1), Date.UTC(2020, 0, 1, 2), null])
  expect(trades.bars).toEqual([1, 2, null])
  expect(trades.netReturn).toEqual([0.029, -0.02, 0.004])
  expect(readTradesCsv(FILLS)).toBeNull()
  expect(readFillsCsv(TRADES)).toBeNull()
  expect(readFillsCsv(FILLS.slice(0, -1))).toBeNull()
})

it('gives each trade its own fills from flat to flat, although 0.1 + 0.2 is not quite 0.3', () => {
  const fills = fillsOfTrades(readTradesCsv(TRADES)!, readFillsCsv(FILLS)!)
  expect(fills.map((own) => own.map(({ row }) => row))).toEqual([[0, 2, 3], [1, 5], [4]])
})
