import { isDeviceName } from '../../../core/contract/deviceName.ts'
import { DISCOVERY_ID_PATTERN } from '../../../core/contract/discoveryRecord.ts'
import { type DiscoverySpec, type DiscoveryStages, discoverySpecSchema } from '../../../core/contract/discoverySpec.ts'
import { readSpec } from '../../../core/contract/readSpec.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'

/** What a person asks for. `written`: the specification as it stands in its file; everything else is said instead of it. */
export type DiscoveryWish = {
  readonly written: unknown
  readonly symbols?: readonly string[] | undefined
  readonly start?: string | undefined
  readonly end?: string | undefined
  readonly interval?: string | undefined
  /** `all`, or names with commas. */
  readonly eventType?: string | undefined
  readonly seed?: number | undefined
  readonly stages?: Readonly<Partial<Record<keyof DiscoveryStages, boolean | undefined>>> | undefined
  readonly runId?: string | undefined
}

/** `written` has the flags in it. */
export type ReadDiscovery = {
  readonly written: unknown
  readonly spec: DiscoverySpec
  readonly symbols: readonly string[]
  readonly stages: DiscoveryStages
}

/** Errors: those of `readSpec`, `bad-run-id`, `costs-missing`. */
export function readDiscoverySpec(workspace: Workspace, wish: DiscoveryWish): Outcome<ReadDiscovery> {
  if (wish.runId !== undefined && (!DISCOVERY_ID_PATTERN.test(wish.runId) || isDeviceName(wish.runId)))
    return failure(
      'bad-run-id',
      `${JSON.stringify(wish.runId)} cannot be the name of a run.`,
      'Use letters, digits, "-" and "_", beginning with a letter or a digit, 64 of them at most; names of devices (con, nul, aux, ...) do not work.',
    )
  const written = withFlags(wish)
  const read = readSpec(discoverySpecSchema, written, 'discovery')
  if (!read.ok) return read
  const spec = read.value
  const symbols = spec.symbols ?? workspace.instruments.map(({ symbol }) => symbol)
  const costless = symbols.filter((symbol) => typeof spec.costs_bps === 'object' && !(symbol in spec.costs_bps))
  if (costless.length > 0)
    return failure(
      'costs-missing',
      `costs_bps names some symbols, and not ${costless.join(', ')}.`,
      'Give every symbol that is looked at its costs, write one number for all, or leave costs_bps out.',
    )
  return success({
    written,
    spec,
    symbols,
    stages: withNeeds(spec.stages),
  })
}

function withFlags({ written, symbols, start, end, interval, eventType, seed, stages = {} }: DiscoveryWish): unknown {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return written
  const fields: Record<string, unknown> = { ...written }
  if (symbols !== undefined) fields.symbols = symbols
  if (start !== undefined) fields.start_date = start
  if (end !== undefined) fields.end_date = end
  if (interval !== undefined) fields.interval = interval
  if (seed !== undefined) fields.seed = seed
  if (eventType !== undefined) fields.families = eventType === 'all' ? eventType : listOf(eventType)
  const switches = Object.entries(stages).filter(([, on]) => on !== undefined)
  if (switches.length > 0) fields.stages = { ...Object(fields.stages), ...Object.fromEntries(switches) }
  return fields
}

function listOf(text: string): readonly string[] {
  return text.split(',').map((name) => name.trim())
}

/** A stage is done only where what it needs is. */
export function withNeeds({
  hypothesis,
  phase2,
  candidates,
  expectancy,
  robustness,
}: DiscoveryStages): DiscoveryStages {
  const isTested = hypothesis && phase2
  return {
    hypothesis,
    phase2: isTested,
    candidates: isTested && candidates,
    expectancy: isTested && expectancy,
    robustness: isTested && robustness,
  }
}
