import { type ComponentType, lazy } from 'react'
import type { WorkspaceSection } from '../state/placeHash.ts'

export type SectionProps = { readonly workspace: string; readonly runId: string | null }

/** Each section is a bundle of its own, fetched when it is first opened. */
export const SECTION_PARTS: Readonly<Record<WorkspaceSection, ComponentType<SectionProps>>> = {
  data: lazy(async () => ({ default: (await import('../sections/data/DataSection.tsx')).DataSection })),
  pipeline: lazy(async () => ({ default: (await import('../sections/pipeline/PipelineSection.tsx')).PipelineSection })),
  events: lazy(async () => ({ default: (await import('../sections/events/EventsSection.tsx')).EventsSection })),
  model: lazy(async () => ({ default: (await import('../sections/model/ModelSection.tsx')).ModelSection })),
  backtest: lazy(async () => ({ default: (await import('../sections/backtest/BacktestSection.tsx')).BacktestSection })),
  robustness: lazy(async () => ({
    default: (await import('../sections/robustness/RobustnessSection.tsx')).RobustnessSection,
  })),
  outputs: lazy(async () => ({ default: (await import('../sections/outputs/OutputsSection.tsx')).OutputsSection })),
}
