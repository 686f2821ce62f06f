import type { DiscoveryPlanView } from '../../../core/contract/workbench/discoveryViews.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { countHypotheses } from '../../../core/discovery/grammar/enumerateHypotheses.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import { assumptionsOf } from './assumptionsOf.ts'
import type { DiscoveryLookPorts } from './discoveryPorts.ts'
import { discoveryScene } from './discoveryScene.ts'
import { discoveryWarnings } from './prepareDiscovery.ts'
import type { DiscoveryWish } from './readDiscoverySpec.ts'

export type DiscoveryPlan = DiscoveryPlanView

/** How many hypotheses a specification makes of what there is; nothing is tested and nothing is written. Errors: those of `discoveryScene`. */
export async function planDiscoveryRun(
  ports: DiscoveryLookPorts,
  workspace: Workspace,
  wish: DiscoveryWish,
): Promise<Outcome<DiscoveryPlan>> {
  const scene = await discoveryScene(ports, workspace, wish)
  if (!scene.ok) return scene
  const { read, bars, sensors, grammar } = scene.value
  const { timeMs } = bars.market
  return success({
    hypotheses: countHypotheses(grammar),
    most: read.spec.max_hypotheses,
    q: read.spec.q,
    symbols: grammar.symbols,
    sensors: sensors.sensors.map(({ kind }) => kind),
    families: grammar.families.length,
    conditions: grammar.conditions.length,
    directions: grammar.directions.length,
    horizonsBars: grammar.horizonsBars,
    interval: bars.interval.label,
    bars: timeMs.length,
    firstTime: isoTime(timeMs[0]!),
    lastTime: isoTime(timeMs.at(-1)!),
    assumptions: assumptionsOf(scene.value, null).map(({ field, meaning }) => ({ field, meaning })),
    warnings: discoveryWarnings(scene.value),
  })
}
