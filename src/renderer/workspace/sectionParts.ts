import { type ComponentType, lazy } from 'react'
import type { WorkspaceSection } from '../state/placeHash.ts'

export type SectionProps = { readonly workspace: string; readonly runId: string | null }

const LOADERS = {
  data: async () => (await import('../sections/data/DataSection.tsx')).DataSection,
  pipeline: async () => (await import('../sections/pipeline/PipelineSection.tsx')).PipelineSection,
  events: async () => (await import('../sections/events/EventsSection.tsx')).EventsSection,
  model: async () => (await import('../sections/model/ModelSection.tsx')).ModelSection,
  backtest: async () => (await import('../sections/backtest/BacktestSection.tsx')).BacktestSection,
  robustness: async () => (await import('../sections/robustness/RobustnessSection.tsx')).RobustnessSection,
  outputs: async () => (await import('../sections/outputs/OutputsSection.tsx')).OutputsSection,
} as const satisfies Readonly<Record<WorkspaceSection, () => Promise<ComponentType<SectionProps>>>>

const part = (section: WorkspaceSection) => lazy(async () => ({ default: await LOADERS[section]() }))

/** Each section is a bundle of its own, fetched when it is first opened, or before that while nothing else is to be done. */
export const SECTION_PARTS: Readonly<Record<WorkspaceSection, ComponentType<SectionProps>>> = {
  data: part('data'),
  pipeline: part('pipeline'),
  events: part('events'),
  model: part('model'),
  backtest: part('backtest'),
  robustness: part('robustness'),
  outputs: part('outputs'),
}

/** Fetches the bundles of all sections one after the other; one that cannot be had is fetched again when it is opened. */
export async function prefetchSections(): Promise<void> {
  for (const load of Object.values(LOADERS)) await load().catch(() => null)
}
