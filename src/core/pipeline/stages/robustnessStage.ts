import { placeboP, placeboScore, placeboShifts } from '../selection/placebo.ts'
import type { Stage } from '../stage.ts'
import { once } from '../stage.ts'
import type { Subject } from '../subject/subject.ts'
import type { OptimizeOutput } from './optimizeStage.ts'
import type { Robustness, RobustnessKind, RobustnessPart } from './robustness.ts'
import { joinRobustness, ROBUSTNESS_KINDS, robustnessPart } from './robustness.ts'
import type { SelectOutput } from './selectStage.ts'
import { subjectOf } from './selectStage.ts'

/** `adopted` is what goes on; `as-selected` is told apart from it only where a trained filter was adopted. */
type Variant = 'adopted' | 'as-selected'

type RobustnessUnit =
  | { readonly kind: RobustnessKind; readonly subject: Subject; readonly variant: Variant }
  | { readonly kind: 'placebo'; readonly shifts: readonly number[] }
type RobustnessResult =
  | { readonly kind: 'part'; readonly variant: Variant; readonly part: RobustnessPart }
  | { readonly kind: 'placebo'; readonly scores: readonly (number | null)[] }

export type Placebo = {
  readonly real: number | null
  readonly shifted: readonly (number | null)[]
  readonly p: number | null
}
export type RobustnessOutput = Robustness & {
  readonly subject: Subject
  readonly placebo: Placebo
  /** The choices without the adopted filter; null where none was adopted, for then they are the same. */
  readonly asSelected: Robustness | null
}

const SHIFTS_PER_UNIT = 4

/** The frozen choices, filtered by the trained models in the folds where earlier validation said that they help. */
export function adoptedSubject(select: SelectOutput, optimize: OptimizeOutput): Subject {
  const { adopted, adoptedFolds, plan } = optimize
  const folds = plan.folds.map((model, fold) => (adoptedFolds[fold] === true ? model : null))
  return { ...subjectOf(select), learning: adopted ? { ...plan, folds } : null }
}

/** Costs, delay, bootstrap, drawdowns, neighbours, placebo: all on the stitched tests. */
export const robustnessStage: Stage<
  { readonly select: SelectOutput; readonly optimize: OptimizeOutput },
  RobustnessUnit,
  RobustnessResult,
  RobustnessOutput
> = {
  name: 'robustness',
  title: 'Robustness',
  needs: ['select', 'optimize'],
  weight: 30,
  plan: ({ config, seed, plan, outputs }, results) =>
    once<RobustnessUnit>(results, () => {
      const subject = adoptedSubject(outputs.select, outputs.optimize)
      const shifts = [0, ...placeboShifts(config, seed, plan.anchored.at(-1)!.validation.to)]
      const blocks = Math.ceil(shifts.length / SHIFTS_PER_UNIT)
      return [
        ...Array.from({ length: blocks }, (_, block) => ({
          kind: 'placebo' as const,
          shifts: shifts.slice(block * SHIFTS_PER_UNIT, (block + 1) * SHIFTS_PER_UNIT),
        })),
        ...ROBUSTNESS_KINDS.map((kind) => ({ kind, subject, variant: 'adopted' as const })),
        ...(outputs.optimize.adopted
          ? ROBUSTNESS_KINDS.map((kind) => ({
              kind,
              subject: subjectOf(outputs.select),
              variant: 'as-selected' as const,
            }))
          : []),
      ]
    }),
  runUnit: (bench, plan, unit, beat) => {
    if (unit.kind === 'placebo')
      return { kind: 'placebo', scores: unit.shifts.map((shift) => placeboScore(bench, plan, shift, beat)) }
    const { kind, subject, variant } = unit
    return { kind: 'part', variant, part: robustnessPart(bench, plan, subject, kind, `robustness.${variant}`, beat) }
  },
  combine: ({ outputs }, results) => {
    const partsOf = (variant: Variant) =>
      results.flatMap((result) => (result.kind === 'part' && result.variant === variant ? [result.part] : []))
    const [real = null, ...shifted] = results.flatMap((result) => (result.kind === 'placebo' ? result.scores : []))
    return {
      ...joinRobustness(partsOf('adopted')),
      subject: adoptedSubject(outputs.select, outputs.optimize),
      placebo: { real, shifted, p: placeboP(real, shifted) },
      asSelected: outputs.optimize.adopted ? joinRobustness(partsOf('as-selected')) : null,
    }
  },
}
