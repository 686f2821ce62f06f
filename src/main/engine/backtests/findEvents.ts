import type { BacktestSpec, EventsSpec } from '../../../core/contract/backtestSpec.ts'
import type { EventsReference } from '../../../core/contract/predictionsPassport.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import type { DiscoveryMarket } from '../../../core/discovery/discoveryMarket.ts'
import { enumerateHypotheses } from '../../../core/discovery/grammar/enumerateHypotheses.ts'
import type { Hypothesis } from '../../../core/discovery/hypothesis.ts'
import { sensorsOf } from '../../../core/discovery/sample/conditionEvents.ts'
import { eventTradesOf } from '../../../core/discovery/sample/eventSignal.ts'
import { createMarketStates } from '../../../core/discovery/sample/marketStates.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { DAY_MS } from '../../../core/time/durations.ts'
import { exchangeDayStart } from '../../../core/time/exchangeOffset.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import { type DiscoveryBars, discoveryBars } from '../discovery/discoveryBars.ts'
import { type DiscoverySensors, discoverySensors } from '../discovery/discoverySensors.ts'
import { ledgerSymbol } from '../pipeline/readPair.ts'
import { sealsOn } from '../pipeline/sealsOn.ts'
import type { BacktestPorts } from './backtestPorts.ts'
import type { Predictions, SymbolPredictions } from './predictions.ts'
import { predictionsHash } from './readPredictions.ts'

/** A specification that names events. */
export type EventsWish = {
  readonly spec: Pick<BacktestSpec, 'instruments' | 'interval' | 'end_date'>
  readonly events: EventsSpec
  readonly throughHoldOut: boolean
}

type Asked = { readonly hypothesis: Hypothesis; readonly symbols: readonly string[]; readonly interval: string }
type Looked = { readonly bars: DiscoveryBars; readonly sensors: DiscoverySensors }

/**
 * The events of a specification, found in the bars and tables of today by the code of a discovery, as the column that trades them. They end with the day that the backtest does, so that bars
 * which come later change no configuration. Errors: `events-symbol-needed`, `events-symbols`, `events-hold-out`, `events-without-sensor`, `unknown-family`, `unknown-condition`, those of
 * `discoveryBars` and `discoverySensors`.
 */
export async function findEvents(
  ports: BacktestPorts,
  workspace: Workspace,
  wish: EventsWish,
): Promise<Outcome<Predictions>> {
  const asked = askedEvents(workspace, wish)
  if (!asked.ok) return asked
  const { hypothesis, symbols, interval } = asked.value
  const open = mayOpen(ports, workspace, asked.value, wish.throughHoldOut)
  if (!open.ok) return open
  const spec = { interval, start_date: wish.events.start_date, end_date: undefined }
  const bars = await discoveryBars(ports, workspace, { spec, symbols, throughHoldOut: wish.throughHoldOut })
  if (!bars.ok) return bars
  const sensors = await discoverySensors(ports, bars.value, sensorsOf(hypothesis))
  if (!sensors.ok) return sensors
  const looked = { bars: bars.value, sensors: sensors.value }
  const market = { market: bars.value.market, symbols, sensors: sensors.value.columns }
  const states = createMarketStates(market)
  const place = states.placeOf(hypothesis.symbol)
  if (!states.hasSensors(place, sensorsOf(hypothesis))) return withoutSensor(hypothesis)
  const { events, signal } = eventTradesOf(states, hypothesis, market.market.timeMs.length)
  const found = onOwnBars(looked, place, signal, wish.spec.end_date)
  const traded = new Set(Array.from(events, (row) => market.market.timeMs[row]!))
  const count = found.timeMs.filter((timeMs) => traded.has(timeMs)).length
  return success({
    label: hypothesis.id,
    interval: bars.value.interval.label,
    contentHash: predictionsHash(ports.hash, [found]),
    rows: found.timeMs.length,
    bySymbol: [found],
    origin: { kind: 'events', hypothesis, market, events: referenceOf(looked, market, count) },
  })
}

function askedEvents(workspace: Workspace, { spec, events }: EventsWish): Outcome<Asked> {
  const named = spec.instruments ?? workspace.instruments.map(({ symbol }) => symbol)
  const symbol = events.symbol ?? (named.length === 1 ? named[0] : undefined)
  if (symbol === undefined)
    return failure(
      'events-symbol-needed',
      `The block events names no symbol, and ${named.length} instruments could be traded.`,
      `Write events.symbol: one of ${named.join(', ')}.`,
    )
  const symbols = events.symbols ?? [symbol]
  if (!symbols.includes(symbol))
    return failure(
      'events-symbols',
      `The symbols of the block events are ${symbols.join(', ')}, and ${symbol} is not among them.`,
      'Write all instruments that the discovery looked at, the traded one too, or leave events.symbols out.',
    )
  const { family, condition, direction, horizon_bars: horizonBars } = events
  const one = {
    symbols: [symbol],
    families: [family],
    conditions: [condition],
    directions: [direction],
    horizonsBars: [horizonBars],
  }
  const hypotheses = enumerateHypotheses(one)
  if (!hypotheses.ok) return hypotheses
  return success({ hypothesis: hypotheses.value[0]!, symbols, interval: spec.interval ?? workspace.interval })
}

/** A look through the hold-out opens that of the traded instrument; one of another whose bars are only read would be opened unrecorded. */
function mayOpen(
  { files }: BacktestPorts,
  workspace: Workspace,
  { hypothesis, symbols }: Asked,
  throughHoldOut: boolean,
): Outcome<void> {
  if (!throughHoldOut) return success(undefined)
  const all = sealsOn(
    files,
    symbols.map((symbol) => ledgerSymbol(workspace, symbol)),
  )
  const own = sealsOn(files, [ledgerSymbol(workspace, hypothesis.symbol)])
  if (!all.ok) return all
  if (!own.ok) return own
  const other = all.value.find(({ symbols: key }) => !own.value.some((seal) => seal.symbols === key))
  if (other === undefined) return success(undefined)
  return failure(
    'events-hold-out',
    `The events of ${hypothesis.symbol} read bars of the sealed hold-out of ${other.symbols}, which this backtest would not open.`,
    'Leave its instruments out of events.symbols, or trade without --through-hold-out.',
  )
}

/** One value for each bar of the instrument, to the end of the last day that is traded. */
function onOwnBars(
  { bars }: Looked,
  place: number,
  signal: Float64Array,
  endDate: string | undefined,
): SymbolPredictions {
  const { timeMs, instruments } = bars.market
  const { close } = instruments[place]!
  const endMs =
    endDate === undefined ? Number.POSITIVE_INFINITY : exchangeDayStart(bars.calendars[place]!, dayAfter(endDate))
  const isOwn = (_: number, row: number) => !Number.isNaN(close[row]!) && timeMs[row]! < endMs
  return {
    symbol: bars.instruments[place]!.symbol,
    timeMs: timeMs.filter(isOwn),
    signal: signal.filter(isOwn),
  }
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)
}

function referenceOf({ bars, sensors }: Looked, { market, symbols }: DiscoveryMarket, events: number): EventsReference {
  return {
    events,
    symbols: [...symbols],
    firstTime: isoTime(market.timeMs[0]!),
    lastTime: isoTime(market.timeMs.at(-1)!),
    origins: [...bars.origins],
    sensors: sensors.sensors.map(({ column, contentHash }) => ({ column, contentHash })),
  }
}

function withoutSensor({ symbol, family, condition }: Hypothesis): Outcome<never> {
  const needed = sensorsOf({ family, condition }).join(', ')
  return failure(
    'events-without-sensor',
    `Events ${family} in ${condition} are found by ${needed}, and there is no value of ${symbol} within the bars.`,
    'Import or fetch rows of that instrument: assay data fetch WORKSPACE.',
  )
}
