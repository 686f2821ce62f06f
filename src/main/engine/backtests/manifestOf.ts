import { isFree, isOptimistic } from '../../../core/backtest/compile/stressedRequests.ts'
import type { BacktestRequest } from '../../../core/backtest/model/backtestRequest.ts'
import type { BacktestManifest } from '../../../core/contract/backtestRecord.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import type { BacktestMarket } from './backtestMarket.ts'
import { predictionNotes } from './predictionNotes.ts'
import { storedOrigin } from './predictions.ts'
import type { PreparedBacktest } from './prepareBacktest.ts'

type Facts = Pick<BacktestManifest, 'symbols' | 'quoteCurrency' | 'synthetic' | 'engineVersion' | 'ledgerBasis'> & {
  readonly openings: BacktestManifest['holdOut']['opened']
}

/** What a backtest is, for its folder. */
export function manifestOf(prepared: PreparedBacktest, facts: Facts): BacktestManifest {
  const { backtestId, traded, request, chosen, predictions, spec, configHash, seed } = prepared
  const { market, instruments, interval, dataHashes, fromBar, toBar, sealedMs } = traded
  const { openings, ...given } = facts
  return {
    schemaVersion: 1,
    backtestId,
    ...given,
    instruments: instruments.map(({ symbol }) => symbol),
    interval,
    dataHashes: { ...dataHashes },
    strategy: { id: chosen.strategy.id, version: chosen.strategy.version, parameters: { ...chosen.parameters } },
    predictions:
      predictions === null
        ? null
        : {
            label: predictions.label,
            contentHash: predictions.contentHash,
            rows: predictions.rows,
            ...storedOrigin(predictions.origin),
          },
    spec: JSON.parse(JSON.stringify(prepared.completed)),
    configHash,
    engine: spec.engine,
    seed,
    startCash: request.startCash,
    firstTime: isoTime(market.timeMs[fromBar]!),
    lastTime: isoTime(market.timeMs[toBar - 1]!),
    bars: toBar - fromBar,
    warmUpBars: fromBar,
    optimisticFill: isOptimistic(request),
    ...(request.execution.every(isFree) ? { noTradingCosts: true as const } : {}),
    holdOut: { sealedFrom: sealedMs === null ? null : isoTime(sealedMs), opened: openings },
    assumptions: JSON.parse(JSON.stringify(prepared.assumptions)),
    warnings: [...warningsOf(request, openings), ...prepared.fundingWarnings, ...inSampleWarnings(prepared)],
    notes: [...notesOf(traded), ...finerNotes(prepared), ...predictionNotes(prepared)],
  }
}

function warningsOf({ execution }: BacktestRequest, openings: BacktestManifest['holdOut']['opened']): string[] {
  const warnings: string[] = []
  if (execution.some(({ fill }) => fill === 'this-close'))
    warnings.push(
      'OPTIMISTIC: it fills at the close that it decides on. The run filled at the next open stands beside it.',
    )
  if (execution.some(({ intrabar }) => intrabar === 'optimistic'))
    warnings.push(
      'OPTIMISTIC: a bar that reaches stop and target alike is taken for the target. The run that takes it for the stop stands beside it.',
    )
  if (execution.every(isFree))
    warnings.push(
      'NO COSTS: no fee, slippage, spread or impact is charged. Dearer costs have nothing to work on, so the cost stress of no profile is passed.',
    )
  for (const { symbols, from, openings: count } of openings)
    warnings.push(
      `It looked through the sealed hold-out of ${symbols} (from ${from}): opening number ${count} of it, counted in the ledger.`,
    )
  return warnings
}

function inSampleWarnings({ predictions }: PreparedBacktest): string[] {
  if (predictions?.origin.kind !== 'imported') return []
  return [
    `IN-SAMPLE UNKNOWN: ${predictions.label} was made by another program, and nobody here knows which rows it learned from. It may have seen every bar that it trades.`,
  ]
}

function finerNotes({ finerInterval, request }: PreparedBacktest): string[] {
  if (finerInterval === null || request.finer === undefined) return []
  const { firstFiner } = request.finer
  let covered = 0
  for (let bar = request.fromBar; bar < request.toBar; bar++) covered += firstFiner[bar + 1]! > firstFiner[bar]! ? 1 : 0
  const bars = request.toBar - request.fromBar
  return [
    `Stored bars of ${finerInterval} say which of stop and target came first in ${covered} of ${bars} bars; the intrabar rule decides the rest.`,
  ]
}

function notesOf({ sealedMs, isSealed, madeOf, interval }: BacktestMarket): string[] {
  const notes = Object.entries(madeOf).map(
    ([symbol, stored]) => `Bars of ${symbol} were made of the stored ${stored} bars: ${interval}.`,
  )
  if (sealedMs !== null)
    notes.push(`It ends where the sealed hold-out begins, ${isoTime(sealedMs)}; --through-hold-out would open that.`)
  if (!isSealed)
    notes.push(
      'No hold-out is sealed on these instruments: every bar there is was looked at, and no later test of them is unseen.',
    )
  return notes
}
