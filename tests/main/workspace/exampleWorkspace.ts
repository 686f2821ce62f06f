import type { Workspace } from '../../../src/core/contract/workspace.ts'
import { DEFAULT_COSTS } from '../../../src/core/market/instrument.ts'

export const exampleWorkspace: Workspace = {
  schemaVersion: 1,
  name: 'btc_eth',
  profile: 'crypto',
  interval: '1h',
  quoteCurrency: 'USD',
  capital: 10_000,
  seed: 7,
  instruments: ['BTC', 'ETH'].map((symbol) => ({
    symbol,
    assetClass: 'crypto',
    calendar: '24x7',
    source: 'import',
    costs: { ...DEFAULT_COSTS },
  })),
  roles: { primary: 'BTC', secondary: 'ETH' },
}
