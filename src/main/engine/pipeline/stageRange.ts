import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { PAIR_STAGES } from '../../../core/pipeline/pairPipeline.ts'

/** All stages of the `pair` pipeline in order, with their weights: those that only compute, and the ones around them that touch the world. */
export const STAGES: readonly { readonly stage: string; readonly weight: number }[] = [
  { stage: 'prepare', weight: 2 },
  ...PAIR_STAGES.map(({ name, weight }) => ({ stage: name, weight })),
  { stage: 'hold-out', weight: 1 },
  { stage: 'export', weight: 4 },
  { stage: 'cleanup', weight: 1 },
]

export type StageSelection = {
  readonly only?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** Which stages are to run: `redo` is the first one to be done anew (or null), `last` the one to end with. */
export type StageRange = { readonly redo: string | null; readonly last: string }

/** Error: `unknown-stage`, naming those there are; `stage-order`. */
export function stageRange({ only, from, to }: StageSelection): Outcome<StageRange> {
  const names = STAGES.map(({ stage }) => stage)
  for (const name of [only, from, to]) {
    if (name !== undefined && !names.includes(name)) {
      return failure(
        'unknown-stage',
        `The pipeline "pair" has no stage "${name}".`,
        `Its stages are: ${names.join(', ')}.`,
      )
    }
  }
  const first = only ?? from ?? null
  const last = only ?? to ?? names.at(-1)!
  if (first !== null && names.indexOf(first) > names.indexOf(last)) {
    return failure(
      'stage-order',
      `The stage "${first}" comes after "${last}".`,
      'Give --from a stage that comes before the one of --to.',
    )
  }
  return success({ redo: first, last })
}

export function stageIndex(name: string): number {
  return STAGES.findIndex(({ stage }) => stage === name)
}
