import type { BacktestRequest } from '../model/backtestRequest.ts'
import type { SignalColumns } from '../model/decisions.ts'
import type { ExecutionTerms } from '../model/executionTerms.ts'
import { presentRows } from './presentBars.ts'

/** The same run with every cost multiplied: fees, slippage, spread, impact, borrow. Funding that is received stays, funding that is paid does not grow. */
export function withCosts(request: BacktestRequest, times: number): BacktestRequest {
  return { ...request, execution: request.execution.map((terms) => dearer(terms, times)) }
}

function dearer(terms: ExecutionTerms, times: number): ExecutionTerms {
  const { fee, slippage, impact } = terms
  return {
    ...terms,
    fee: {
      bps: fee.bps * times,
      perUnit: fee.perUnit * times,
      minimum: fee.minimum * times,
      tiers: fee.tiers.map((tier) => ({ ...tier, bps: tier.bps * times })),
    },
    slippage: {
      bps: slippage.bps * times,
      spreadBps: slippage.spreadBps * times,
      volatilityTimes: slippage.volatilityTimes * times,
    },
    impact: { ...impact, coefficient: impact.coefficient * times },
    borrowPerYear: terms.borrowPerYear * times,
  }
}

/** Whether no fee, slippage, spread or impact is charged: times any number that stays nothing. Borrow and funding are no costs of trading. */
export function isFree({ fee, slippage, impact }: ExecutionTerms): boolean {
  const rates = [fee.bps, fee.perUnit, fee.minimum, ...fee.tiers.map(({ bps }) => bps)]
  const { bps, spreadBps, volatilityTimes } = slippage
  const isStill = impact.model === 'none' || impact.coefficient === 0
  return isStill && [...rates, bps, spreadBps, volatilityTimes].every((rate) => rate === 0)
}

/** Whether anything fills at the close that it decides on, or takes a bar that reaches stop and target for the target. */
export function isOptimistic({ execution }: Pick<BacktestRequest, 'execution'>): boolean {
  return execution.some(({ fill, intrabar }) => fill === 'this-close' || intrabar === 'optimistic')
}

/** The same run as it could have been had: what fills at its own close filled at the next open, and a bar that reaches stop and target taken for the stop. */
export function withoutOptimism(request: BacktestRequest): BacktestRequest {
  return { ...request, execution: request.execution.map(attainable) }
}

function attainable(terms: ExecutionTerms): ExecutionTerms {
  const { fill, intrabar } = terms
  return {
    ...terms,
    fill: fill === 'this-close' ? 'next-open' : fill,
    intrabar: intrabar === 'optimistic' ? 'pessimistic' : intrabar,
  }
}

/**
 * The same signals, each an instrument's bar later. What the allowed hours forbade stays forbidden, and what they allowed is not forbidden by the hour it moved to.
 * Decisions other than signals are left as they are (a bug of the caller: TypeError).
 */
export function oneBarLater(request: BacktestRequest): BacktestRequest {
  const { decisions, market, columns } = request
  if (decisions.kind !== 'signals') throw new TypeError('Only signals can be put a bar later')
  const instruments = decisions.instruments.map((signals, k): SignalColumns => {
    const rows = presentRows(market.instruments[k]!)
    const allowed = columns[k]!.entryAllowed
    return {
      enterLong: later(signals.enterLong, rows, allowed),
      exitLong: later(signals.exitLong, rows, null),
      enterShort: later(signals.enterShort, rows, allowed),
      exitShort: later(signals.exitShort, rows, null),
    }
  })
  return {
    ...request,
    decisions: { kind: 'signals', instruments },
    columns: columns.map((column) => ({ ...column, entryAllowed: null })),
  }
}

function later(signals: Uint8Array, rows: Int32Array, allowed: Uint8Array | null): Uint8Array {
  const moved = new Uint8Array(signals.length)
  for (let k = 1; k < rows.length; k++) {
    const before = rows[k - 1]!
    moved[rows[k]!] = allowed === null || allowed[before] !== 0 ? signals[before]! : 0
  }
  return moved
}
