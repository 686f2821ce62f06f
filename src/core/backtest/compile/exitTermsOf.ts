import type { BacktestSpec } from '../../contract/backtestSpec.ts'
import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import type { Distance, ExitTerms } from '../model/exitTerms.ts'

type RiskManagement = BacktestSpec['risk_management']
type SaidDistance = NonNullable<RiskManagement['stop_loss']>

/** The exits of a specification, and over how many bars its average true range is taken; null where no exit reads it. */
export type CompiledExits = { readonly exits: ExitTerms; readonly rangePeriod: number | null }

/** Error: `atr-periods-differ`. */
export function exitTermsOf({ risk_management: risk }: Pick<BacktestSpec, 'risk_management'>): Outcome<CompiledExits> {
  const periods = [risk.stop_loss, risk.take_profit, risk.trailing_stop].flatMap((distance) =>
    typeof distance === 'object' && distance !== null ? [distance.period] : [],
  )
  const [rangePeriod = null] = periods
  if (periods.some((period) => period !== rangePeriod))
    return failure(
      'atr-periods-differ',
      `The exits read average true ranges of different periods: ${periods.join(', ')}.`,
      'Give all of them one period.',
    )
  const exits = {
    stop: distanceOf(risk.stop_loss),
    target: distanceOf(risk.take_profit),
    trail: distanceOf(risk.trailing_stop),
    limitBars: risk.max_bars,
  }
  return success({ exits, rangePeriod })
}

function distanceOf(said: SaidDistance | null): Distance | null {
  if (said === null) return null
  return typeof said === 'number' ? { kind: 'fraction', size: said } : { kind: 'range', size: said.atr }
}
