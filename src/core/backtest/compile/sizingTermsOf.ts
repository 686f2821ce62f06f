import type { BacktestSpec } from '../../contract/backtestSpec.ts'
import type { SizingTerms } from '../../risk/sizingTerms.ts'

export function sizingTermsOf({ position_sizing: sizing }: Pick<BacktestSpec, 'position_sizing'>): SizingTerms {
  switch (sizing.method) {
    case 'fixed_fraction':
      return { method: 'fraction', fraction: sizing.fraction }
    case 'fixed_units':
      return { method: 'units', units: sizing.units }
    case 'fixed_value':
      return { method: 'value', value: sizing.value }
    case 'volatility_target':
      return { method: 'volatility-target', targetPerYear: sizing.target, cap: sizing.cap }
    case 'risk_per_trade':
      return { method: 'risk', fraction: sizing.risk, cap: sizing.cap }
    case 'kelly':
    case 'fractional_kelly':
      return {
        method: 'kelly',
        multiple: sizing.method === 'kelly' ? 1 : sizing.multiple,
        cap: sizing.cap,
        minimumTrades: sizing.minimum_trades,
        fraction: sizing.fraction,
      }
  }
}
