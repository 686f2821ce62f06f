import type { IndicatorMemo } from '../../indicators/indicatorMemo.ts'
import type { MarketColumns } from '../../market/marketColumns.ts'
import type { Calendar } from '../../time/calendar.ts'

/** A table's column put on the clock of the bars: the newest value known at the close of each bar, and how old it is then. */
export type JoinedColumn = { readonly values: Float64Array; readonly ageMs: Float64Array }

/** What a feature of one instrument is made from. Row t of every column is known at the close of bar t. */
export type FeatureInputs = {
  /** All instruments of the matrix on one clock. */
  readonly market: MarketColumns
  /** Which of them the feature is of. */
  readonly instrument: number
  readonly calendar: Calendar
  /** Columns of tables and of trades, by `table.column`. */
  readonly joined: ReadonlyMap<string, JoinedColumn>
  /** Of this instrument and these very bars. */
  readonly memo: IndicatorMemo
  /**
   * A feature of every instrument, each on its own bars, set against each other at each time: this instrument's part, one value a bar.
   * Where it is missing, the instruments are taken as they stand in `market`.
   */
  readonly across?: (feature: MatrixFeature, method: CrossSectionMethod) => Float64Array
}

/** Percent rank 0 to 1, (value - mean) / sample deviation, value - mean: among the instruments that have a value at that time. */
export type CrossSectionMethod = 'rank' | 'z_score' | 'demean'

/** The second instrument of a pair feature: its symbol, and its place in `FeatureInputs.market`. */
export type OtherInstrument = { readonly symbol: string; readonly place: number }

/** One column of a matrix: pure, known at the close of bar t from bars 0..t alone. NaN where it is not known. */
export type MatrixFeature = {
  /** The column's name, as it was asked for: `RSI_14`, `MACD_signal`. */
  readonly name: string
  readonly version: number
  readonly formula: string
  readonly source: string
  readonly unit: string
  /** `open`, `volume`, `funding.rate`, `secondary.close`: what it reads. */
  readonly inputs: readonly string[]
  readonly parameters: Readonly<Record<string, number>>
  /** The first row that has a value when nothing is missing. */
  readonly warmupBars: number
  /** A joined value older than this is missing; 0 where nothing is joined. */
  readonly stalenessMs: number
  /** Values are codes of categories, not amounts. */
  readonly isCategory?: boolean
  readonly compute: (inputs: FeatureInputs) => Float64Array
  /**
   * The same by its definition, for one bar, as slowly as it is written in the source: the matrix's validation recomputes sampled values by it.
   * Null where `compute` is the definition itself.
   */
  readonly slowly: ((inputs: FeatureInputs, bar: number) => number) | null
}

export type FeatureParameter = {
  readonly name: string
  readonly meaning: string
  readonly standard: number
  readonly least: number
  readonly most: number
  readonly isWhole: boolean
}

/** What may be asked for by name and numbers: `RSI_14`, `MACD`, `BB_20`. Numbers behind the name fill the parameters in order. */
export type FeatureFamily = {
  /** Without numbers: `RSI`. Matched without regard to case. */
  readonly name: string
  readonly aliases: readonly string[]
  readonly title: string
  readonly kind:
    | 'price'
    | 'trend'
    | 'momentum'
    | 'volatility'
    | 'volume'
    | 'pattern'
    | 'statistical'
    | 'microstructure'
    | 'calendar'
    | 'pair'
  /** Newest first; an older version stays available as `RSI_14@1`. */
  readonly versions: readonly FeatureVersion[]
}

export type FeatureVersion = {
  readonly version: number
  readonly parameters: readonly FeatureParameter[]
  /**
   * One or more columns; `asked` is the text that named them and the stem of their names. Pair families get the instrument named in brackets,
   * `hedge_ratio_60(ETHUSD)`; others get none.
   */
  readonly features: (parameters: readonly number[], asked: string, other?: OtherInstrument) => readonly MatrixFeature[]
}
