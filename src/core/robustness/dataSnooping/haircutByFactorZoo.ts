import type { Beat } from '../../job/beat.ts'
import { benjaminiYekutieli } from '../../stats/benjaminiYekutieli.ts'
import { holm } from '../../stats/holm.ts'
import { median } from '../../stats/median.ts'
import { normalCdf } from '../../stats/normalCdf.ts'
import { requireResamples } from '../../stats/requireResamples.ts'
import type { RandomStream } from '../../stats/seededStream.ts'
import type { HaircutInput, HaircutSharpe } from './haircutSharpe.ts'
import { haircutFrom, sharpePValue } from './haircutSharpe.ts'

export type FactorZooOptions = {
  /** Other tests that were made, from 1. */
  readonly tests: number
  /** Average correlation of the tested strategies, from 0 to 0.8. */
  readonly correlation: number
  /** 2,000 in the authors' program. */
  readonly simulations: number
  readonly stream: RandomStream
  readonly beat: Beat
}

type Zoo = {
  readonly correlation: number
  /** Share of strategies without any mean. */
  readonly without: number
  /** Mean of the exponential law of the others' means, per month. */
  readonly meanMonthly: number
}

/** Harvey, Liu & Zhu 2016, Rev. Financial Studies 29(1), table 5, as used by Harvey & Liu 2015. */
const ZOO: readonly Zoo[] = [
  { correlation: 0, without: 0.3966, meanMonthly: 0.0054995 },
  { correlation: 0.2, without: 0.44589, meanMonthly: 0.0055508 },
  { correlation: 0.4, without: 0.48604, meanMonthly: 0.0055413 },
  { correlation: 0.6, without: 0.59902, meanMonthly: 0.0055512 },
  { correlation: 0.8, without: 0.83901, meanMonthly: 0.0055956 },
]
const MONTHLY_ERROR = 0.15 / Math.sqrt(12) / Math.sqrt(240)

/** Between two rows of the table, linear. */
function zooAt(correlation: number): Zoo {
  if (!(correlation >= 0 && correlation <= 0.8)) {
    throw new RangeError(`The table of strategies holds correlations from 0 to 0.8, got ${correlation}`)
  }
  const at = Math.min(ZOO.length - 2, Math.floor(correlation / 0.2))
  const [low, high] = [ZOO[at]!, ZOO[at + 1]!]
  const share = (correlation - low.correlation) / (high.correlation - low.correlation)
  const between = (from: number, to: number): number => from + share * (to - from)
  return {
    correlation,
    without: between(low.without, high.without),
    meanMonthly: between(low.meanMonthly, high.meanMonthly),
  }
}

/** Two-sided p-values of strategies of one shared correlation, of which some have a mean: entry 0 is left for the one that is judged. */
function drawPValues(zoo: Zoo, stream: RandomStream, family: Float64Array): void {
  const shared = Math.sqrt(zoo.correlation) * stream.nextNormal()
  const own = Math.sqrt(1 - zoo.correlation)
  for (let i = 1; i < family.length; i += 1) {
    const has = stream.nextUniform() > zoo.without
    const monthly = -zoo.meanMonthly * Math.log1p(-stream.nextUniform())
    const t = (has ? monthly / MONTHLY_ERROR : 0) + shared + own * stream.nextNormal()
    family[i] = Math.min(1, 2 * normalCdf(-Math.abs(t)))
  }
}

/**
 * Haircut Sharpe ratio where the other tests' p-values are not known (Harvey & Liu 2015): they are drawn from the model of published strategies
 * of Harvey, Liu & Zhu 2016 (some without a mean, the others with exponential means, one correlation), and the adjusted p-value is the median over
 * the simulations. Bonferroni is tests x p, without the judged one, as the authors have it. The model is theirs, of monthly US equity factors: where a ledger has the
 * real p-values, use `haircutSharpe`.
 */
export function haircutByFactorZoo(input: HaircutInput, options: FactorZooOptions): HaircutSharpe {
  const { tests, simulations, stream, beat } = options
  if (!Number.isInteger(tests) || tests < 1) throw new RangeError(`Tests are at least 1, got ${tests}`)
  requireResamples(simulations)
  const zoo = zooAt(options.correlation)
  const pValue = sharpePValue(input)
  const family = new Float64Array(tests + 1)
  family[0] = pValue
  const stepDown = new Float64Array(simulations)
  const discovery = new Float64Array(simulations)
  for (let simulation = 0; simulation < simulations; simulation += 1) {
    if (simulation % 16 === 0) beat(simulation, simulations, 'simulating other strategies')
    drawPValues(zoo, stream, family)
    stepDown[simulation] = holm(family)[0]!
    discovery[simulation] = benjaminiYekutieli(family)[0]!
  }
  return {
    pValue,
    bonferroni: haircutFrom(input, tests * pValue),
    holm: haircutFrom(input, median(stepDown)),
    bhy: haircutFrom(input, median(discovery)),
  }
}
