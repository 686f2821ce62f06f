import { type ComponentType, lazy } from 'react'
import { SECTIONS, type WorkspaceSection } from '../state/placeHash.ts'

export type SectionProps = { readonly workspace: string; readonly runId: string | null }

const LOADERS = {
  data: async () => (await import('../sections/data/DataSection.tsx')).DataSection,
  build: async () => (await import('../sections/build/BuildSection.tsx')).BuildSection,
  pipeline: async () => (await import('../sections/pipeline/PipelineSection.tsx')).PipelineSection,
  events: async () => (await import('../sections/events/EventsSection.tsx')).EventsSection,
  discovery: async () => (await import('../sections/discovery/DiscoverySection.tsx')).DiscoverySection,
  model: async () => (await import('../sections/model/ModelSection.tsx')).ModelSection,
  backtest: async () => (await import('../sections/backtest/BacktestSection.tsx')).BacktestSection,
  sweeps: async () => (await import('../sections/sweeps/SweepsSection.tsx')).SweepsSection,
  leaderboard: async () => (await import('../sections/leaderboard/LeaderboardSection.tsx')).LeaderboardSection,
  robustness: async () => (await import('../sections/robustness/RobustnessSection.tsx')).RobustnessSection,
  ledger: async () => (await import('../sections/ledger/LedgerSection.tsx')).LedgerSection,
  outputs: async () => (await import('../sections/outputs/OutputsSection.tsx')).OutputsSection,
} as const satisfies Readonly<Record<WorkspaceSection, () => Promise<ComponentType<SectionProps>>>>

type Part = ComponentType<SectionProps>

const parts = new Map<WorkspaceSection, Part>()

/**
 * Each section is a bundle of its own, fetched when it is first opened, or before that while nothing else is to be done. One that could not be had stays so until it is forgotten: React
 * draws a part that threw once more at once, and a new promise would be waited for, and fail, for ever.
 */
export function sectionPart(section: WorkspaceSection): Part {
  const known = parts.get(section)
  if (known !== undefined) return known
  const part = lazy(async () => ({ default: await LOADERS[section]() }))
  parts.set(section, part)
  return part
}

/** The next look at the section fetches it anew. */
export function forgetSection(section: WorkspaceSection): void {
  parts.delete(section)
}

/**
 * Fetches the bundles of all sections one after the other; one that cannot be had is fetched again when it is opened. What is there is shown
 * as it is: a lazy part would suspend at its first sight even then, and React shows what waits in its place for 300 ms at least.
 */
export async function prefetchSections(): Promise<void> {
  for (const section of SECTIONS) {
    if (parts.has(section)) continue
    const part = await LOADERS[section]().catch(() => null)
    if (part !== null && !parts.has(section)) parts.set(section, part)
  }
}
