import { expect, it } from 'vitest'
import { jobRequestSchema } from '../../../../src/core/contract/workbench/api.ts'
import { watchRequest } from '../../../../src/renderer/sections/data/watchRequest.ts'

type Series = Parameters<typeof watchRequest>[1][number]
type Wanted = { symbol: string; interval?: string; what?: string; exchange?: string; type?: string; regular?: boolean }

const series = ({
  symbol,
  interval = '1h',
  what,
  exchange = 'SMART',
  type = 'STK',
  regular = true,
}: Wanted): Series => {
  const terms = { contract: { securityType: type, exchange }, whatToShow: what, regularHours: regular }
  const passport = { symbol, interval, completeness: what === undefined ? null : { terms } }
  return JSON.parse(JSON.stringify({ passport }))
}

it('asks for what was downloaded, with all that was downloaded alike', () => {
  const btc = series({ symbol: 'BTC', what: 'AGGTRADES', exchange: 'PAXOS', type: 'CRYPTO', regular: false })
  const eth = series({ symbol: 'ETH', what: 'AGGTRADES', exchange: 'PAXOS', type: 'CRYPTO', regular: false })
  const other = series({ symbol: 'SOL', what: 'AGGTRADES', exchange: 'ZEROHASH', type: 'CRYPTO', regular: false })
  const [spy, wide] = [
    series({ symbol: 'SPY', what: 'TRADES' }),
    series({ symbol: 'QQQ', what: 'TRADES', regular: false }),
  ]
  const imported = series({ symbol: 'DOGE' })
  const coarse = series({
    symbol: 'BTC',
    interval: '1d',
    what: 'AGGTRADES',
    exchange: 'PAXOS',
    type: 'CRYPTO',
    regular: false,
  })
  const all = [coarse, btc, eth, other, spy, wide, imported]
  const coins = watchRequest(btc, all, '1h')
  expect(coins).toEqual({ kind: 'watch', what: 'AGGTRADES', venue: 'PAXOS', symbols: ['BTC', 'ETH'] })
  expect(jobRequestSchema.safeParse(coins).success).toBe(true)
  expect(watchRequest(wide, all, '1h')).toEqual({
    kind: 'watch',
    what: 'TRADES',
    venue: 'SMART',
    symbols: ['QQQ'],
    allHours: true,
  })
  expect(watchRequest(spy, all, '1h')).not.toHaveProperty('allHours')
  expect([
    watchRequest(imported, all, '1h'),
    watchRequest(coarse, all, '1h'),
    watchRequest(undefined, all, '1h'),
  ]).toEqual([null, null, null])
})
