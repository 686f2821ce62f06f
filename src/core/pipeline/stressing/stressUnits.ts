import type { RobustnessSuite, StressFigures, StressNeighbour } from '../../contract/robustnessRecord.ts'
import type { AssumptionCard } from './assumptionCard.ts'
import { neighbourPoints } from './stressNeighbours.ts'
import type { StressTask } from './stressTask.ts'
import type { SyntheticRun } from './syntheticMarkets.ts'

const WHOLE_KINDS = ['base', 'costs', 'delays', 'assumptions', 'returns', 'trades', 'regimes'] as const
type WholeKind = (typeof WHOLE_KINDS)[number]
/** Work that is done a few at a time: draws [from, to). */
type DrawnKind = 'neighbours' | 'markets' | 'unordered' | 'shifted' | 'random'

/** The smallest piece of a robustness suite. */
export type StressUnit =
  | { readonly kind: WholeKind }
  | { readonly kind: DrawnKind; readonly from: number; readonly to: number }

/** A neighbour with its Sharpe ratio per UTC day, as the ledger has it; null where it traded nothing. */
export type NeighbourRun = StressNeighbour & { readonly sharpePerDay: number | null }

/** Scores of placebos, or why there are none. */
export type PlaceboRuns = { readonly scores: readonly (number | null)[]; readonly why: string | null }

export type StressParts = {
  readonly base: {
    readonly figures: StressFigures
    readonly closedTrades: number
    readonly periods: number
  }
  readonly costs: RobustnessSuite['costs']
  readonly delays: RobustnessSuite['delays']
  readonly assumptions: AssumptionCard
  readonly returns: RobustnessSuite['returns']
  readonly trades: RobustnessSuite['trades']
  readonly regimes: RobustnessSuite['regimes']
  readonly neighbours: readonly NeighbourRun[]
  readonly markets: readonly SyntheticRun[]
  readonly unordered: PlaceboRuns
  readonly shifted: PlaceboRuns
  readonly random: PlaceboRuns
}

/** What became of a unit of a kind. */
export type StressResultOf<Kind extends keyof StressParts> = {
  readonly unit: StressUnit & { readonly kind: Kind }
  readonly made: StressParts[Kind]
}
export type StressResult = { readonly [Kind in keyof StressParts]: StressResultOf<Kind> }[keyof StressParts]

/** How many draws a unit holds. */
const CHUNKS = { neighbours: 4, markets: 5, unordered: 5, shifted: 10, random: 10 } as const

/** All units of a suite; none waits for another. The longest come first. */
export function planStress(task: StressTask): readonly StressUnit[] {
  const { synthetic_markets: markets, placebos } = task.settings
  const counts = {
    markets,
    unordered: markets,
    shifted: placebos,
    random: placebos,
    neighbours: neighbourPoints(task).length,
  }
  const drawn = (['markets', 'unordered', 'shifted', 'random', 'neighbours'] as const).flatMap((kind) =>
    chunks(kind, counts[kind]),
  )
  return [...WHOLE_KINDS.map((kind) => ({ kind })), ...drawn]
}

function chunks(kind: DrawnKind, count: number): readonly StressUnit[] {
  const size = CHUNKS[kind]
  return Array.from({ length: Math.ceil(count / size) }, (_, at) => ({
    kind,
    from: at * size,
    to: Math.min(count, (at + 1) * size),
  }))
}
