import type { DiscoveryTask } from './discoveryTask.ts'
import type { BlockContributions } from './expectancy/blockContributions.ts'
import type { CalendarBlocks } from './expectancy/calendarBlocks.ts'
import { conditionalExpectancy, type Expectancy, untested } from './expectancy/conditionalExpectancy.ts'
import { type PlaceboPValues, placeboPValues } from './expectancy/placeboPValue.ts'
import { type ResampledUplift, resampledUplift } from './expectancy/resampledUplift.ts'
import { type ShiftColumn, shiftColumn, shiftStride } from './expectancy/shiftPlacebo.ts'
import type { Hypothesis } from './hypothesis.ts'
import type { HypothesisSample } from './hypothesisSample.ts'
import { createSampleMaker, type SampleMaker } from './sample/sampleMaker.ts'
import { type TaskBlocks, taskBlocks } from './taskBlocks.ts'

/** A discovery's market with what is computed once and kept: families, states, returns, the blocks' draws. */
export type TestBench = {
  readonly task: DiscoveryTask
  readonly maker: SampleMaker
  readonly blocks: CalendarBlocks
  /** The tests of one hypothesis. The same whatever was asked before; quickest in the order of the grammar. */
  readonly test: (hypothesis: Hypothesis) => Expectancy
}

type Kept = {
  readonly task: DiscoveryTask
  readonly maker: SampleMaker
  readonly blocks: TaskBlocks
  readonly columns: Map<string, ShiftColumn>
  readonly twins: Twins
}

/** What long and short of the same events have in common, for one symbol, family and condition: by horizon. */
type Twins = {
  group: string
  readonly placebo: Map<number, PlaceboPValues>
  readonly longDraws: Map<number, ResampledUplift>
}

export function createTestBench(task: DiscoveryTask): TestBench {
  const kept: Kept = {
    task,
    maker: createSampleMaker(task.market, task.settings),
    blocks: taskBlocks(task),
    columns: new Map(),
    twins: { group: '', placebo: new Map(), longDraws: new Map() },
  }
  return { task, maker: kept.maker, blocks: kept.blocks, test: (hypothesis) => testHypothesis(kept, hypothesis) }
}

function testHypothesis(kept: Kept, hypothesis: Hypothesis): Expectancy {
  const { maker, task, blocks, twins } = kept
  const sample = maker.sample(hypothesis)
  if (sample.refusal !== null || !task.settings.tested) return untested(sample)
  const { symbol, family, condition, direction, horizonBars } = hypothesis
  const group = `${symbol}|${family}|${condition}`
  if (twins.group !== group) forget(twins, group)
  const place = maker.placeOf(symbol)
  return conditionalExpectancy({
    sample,
    returns: maker.forward(place, horizonBars),
    blocks,
    drawsOf: (contributions) => drawsOf(kept, hypothesis, contributions),
    pPlacebo: placeboOf(kept, place, sample)[direction],
    roundTripBps: task.settings.roundTripBps[place]!,
  })
}

function forget(twins: Twins, group: string): void {
  twins.group = group
  twins.placebo.clear()
  twins.longDraws.clear()
}

function placeboOf(kept: Kept, place: number, { hypothesis, bars, cluster }: HypothesisSample): PlaceboPValues {
  const { horizonBars } = hypothesis
  const known = kept.twins.placebo.get(horizonBars)
  if (known !== undefined) return known
  const made = placeboPValues(columnOf(kept, place, horizonBars), { bars, cluster, horizonBars })
  kept.twins.placebo.set(horizonBars, made)
  return made
}

function columnOf({ maker, columns, task }: Kept, place: number, horizonBars: number): ShiftColumn {
  const key = `${place}|${horizonBars}`
  const known = columns.get(key)
  if (known !== undefined) return known
  const returns = maker.forward(place, horizonBars)
  const made = shiftColumn(returns, shiftStride(returns.length, horizonBars, task.settings.mostShifts))
  columns.set(key, made)
  return made
}

/** A short trade at the same events and controls has the contributions of the long one, their sign turned. */
function drawsOf(
  { twins, blocks }: Kept,
  { direction, horizonBars }: Hypothesis,
  contributions: BlockContributions,
): ResampledUplift {
  const isLong = direction === 'long'
  const known = twins.longDraws.get(horizonBars)
  const made = known ?? resampledUplift(isLong ? contributions : turned(contributions), blocks.times())
  twins.longDraws.set(horizonBars, made)
  return isLong ? made : { centred: made.centred.map(negated), studentised: made.studentised.map(negated) }
}

function turned({ blocks, values }: BlockContributions): BlockContributions {
  return { blocks, values: values.map(negated) }
}

function negated(value: number): number {
  return -value
}
