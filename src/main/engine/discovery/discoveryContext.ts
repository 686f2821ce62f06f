import type { DiscoveryContext } from '../../../core/contract/discoveryFindings.ts'
import { conditionOf } from '../../../core/discovery/context/dimensionRegistry.ts'
import type { DiscoveryTask } from '../../../core/discovery/discoveryTask.ts'
import type { ContextDimension, EventFamily } from '../../../core/discovery/eventFamily.ts'
import { familyOf } from '../../../core/discovery/families/familyRegistry.ts'
import { leakCheckFamilies } from '../../../core/discovery/families/leakCheckFamilies.ts'
import { createMarketStates } from '../../../core/discovery/sample/marketStates.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { LeakFinding, LeakScan } from '../../../core/validation/leakScan.ts'
import type { Job } from '../jobs/job.ts'
import type { DiscoveryPorts } from './discoveryPorts.ts'

type LeakCheck = Pick<LeakScan, 'findings'>

const MOST_NAMED = 5
/** Families that are scanned before the event loop has a turn, in which a wish to cancel is heard. */
const FAMILIES_A_TURN = 4

/** How often each state was there, and that no later bar changes an event or a state of an earlier one. Error: `leak-found`. */
export async function discoveryContext(
  { timer }: Pick<DiscoveryPorts, 'timer'>,
  job: Job,
  { market, grammar, settings }: DiscoveryTask,
): Promise<Outcome<DiscoveryContext>> {
  const families = grammar.families.flatMap((name): readonly EventFamily[] => {
    const family = familyOf(name)
    return family.ok ? [family.value] : []
  })
  const dimensions = dimensionsOf(grammar.conditions)
  const findings: LeakFinding[] = []
  const silent: string[] = []
  for (let from = 0; from < Math.max(1, families.length); from += FAMILIES_A_TURN) {
    const scan = leakCheckFamilies({
      discovery: market,
      families: families.slice(from, from + FAMILIES_A_TURN),
      dimensions: from === 0 ? dimensions : [],
      seed: settings.seed,
      beat: (_done, _total, note) => job.beat('context', from, families.length, note),
    })
    findings.push(...scan.findings)
    silent.push(...scan.constant, ...scan.unproven)
    await timer.wait(0, job.signal)
  }
  const gate = leakGate({ findings })
  if (!gate.ok) return gate
  const states = createMarketStates(market)
  return success({
    leakCheck: {
      columns: market.symbols.length * (families.length + dimensions.length),
      failures: [],
      silent: [...new Set(silent)].sort(),
    },
    states: market.symbols.flatMap((symbol, place) =>
      dimensions.map((dimension) => ({
        symbol,
        dimension: dimension.id,
        ...countStates(states.states(place, dimension.id), dimension.states.length),
      })),
    ),
  })
}

/** Error: `leak-found`; nothing that reads a later bar may be tested. */
export function leakGate({ findings }: LeakCheck): Outcome<void> {
  const names = [...new Set(findings.map(({ name }) => name))].sort()
  if (names.length === 0) return success(undefined)
  const shown = names.slice(0, MOST_NAMED).join(', ')
  return failure(
    'leak-found',
    `What is said of a bar changes with bars after it: ${shown}${names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : ''}.`,
    'Nothing was tested. Leave these families and conditions out, and report it: no event may read the future.',
  )
}

function dimensionsOf(conditions: readonly string[]): readonly ContextDimension[] {
  const found = conditions.flatMap((name) => {
    const condition = conditionOf(name)
    return condition.ok && condition.value !== null ? [condition.value.dimension] : []
  })
  return [...new Set(found)]
}

function countStates(states: Uint8Array, kinds: number): { readonly bars: number[]; readonly unknown: number } {
  const bars = new Array<number>(kinds).fill(0)
  let unknown = 0
  for (const state of states) {
    if (state === 0) unknown++
    else bars[state - 1] = bars[state - 1]! + 1
  }
  return { bars, unknown }
}
