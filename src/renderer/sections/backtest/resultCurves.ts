import type { Summary } from '../../../core/contract/summary.ts'
import type { TradeCurve } from '../../../core/contract/workbench/exploreViews.ts'
import type { CapitalCurveShape, CurveShape } from '../../../core/contract/workbench/stageShapesBacktest.ts'
import type { IterateShape, RobustnessStageShape } from '../../../core/contract/workbench/stageShapesRobustness.ts'

export type ResultCurve = CurveShape & { readonly id: TradeCurve; readonly name: string; readonly note: string }

export type CurveSources = {
  readonly capital: CapitalCurveShape
  readonly model: CurveShape | null
  readonly robustness: RobustnessStageShape | null
  readonly iterate: IterateShape | null
}

/** The curves that a run kept, the judged one first. Before the run has come to robustness nothing is judged yet. */
export function resultCurves({ capital, model, robustness, iterate }: CurveSources): readonly ResultCurve[] {
  const selected = 'Each fold’s own choice, under the scheme that fold used.'
  const beside: readonly ResultCurve[] = [
    { ...capital.anchored, id: 'anchored', name: 'Anchored only', note: 'Training always from the first bar on.' },
    { ...capital.rolling, id: 'rolling', name: 'Rolling only', note: 'Training on a window of fixed length.' },
    ...(model === null
      ? []
      : [
          {
            ...model,
            id: 'model' as const,
            name: 'Trained filter',
            note: 'The trained filter in every fold that has one, adopted or not.',
          },
        ]),
  ]
  const changed = robustness !== null && (robustness.asSelected !== null || (iterate?.accepted ?? null) !== null)
  if (!changed)
    return [
      { ...capital.chosen, id: 'selected', name: robustness ? 'As selected, judged' : 'As selected', note: selected },
      ...beside,
    ]
  const judged = iterate?.accepted?.curve ?? robustness.curve
  const note = iterate?.accepted
    ? 'With the change that iteration accepted.'
    : 'With the trained filter where it was adopted.'
  return [
    { ...judged, id: 'judged', name: 'As judged', note },
    { ...capital.chosen, id: 'selected', name: 'As selected', note: selected },
    ...beside,
  ]
}

/** Symbols of the roles of a trade: 0, 1, and 2 for both legs. */
export function roleName(role: number, summary: Summary | null): string {
  const primary = summary?.symbols.primary ?? 'primary'
  const secondary = summary?.symbols.secondary ?? 'secondary'
  return [primary, secondary, `${primary} / ${secondary}`][role] ?? 'n/a'
}
