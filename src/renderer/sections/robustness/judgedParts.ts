import type {
  ChoiceShape,
  IterateShape,
  RobustnessShape,
  RobustnessStageShape,
} from '../../../core/contract/workbench/stageShapesRobustness.ts'

export type JudgedPart = { readonly id: string; readonly name: string; readonly part: RobustnessShape }

/** Everything that the search put forward on the same tests, what is judged first. Each gate reads the worst of them. */
export function judgedParts(robustness: RobustnessStageShape, iterate: IterateShape | null): readonly JudgedPart[] {
  const { asSelected } = robustness
  const accepted = iterate?.accepted ?? null
  return [
    ...(accepted === null ? [] : [{ id: 'accepted', name: 'With the accepted change', part: accepted }]),
    { id: 'adopted', name: asSelected === null ? 'As selected' : 'With the trained filter', part: robustness },
    ...(asSelected === null ? [] : [{ id: 'as-selected', name: 'As selected', part: asSelected }]),
  ]
}

/** The choice that the neighbours were made from: the last fold's, which the hold-out judges. */
export function lastChoice(robustness: RobustnessStageShape): ChoiceShape | null {
  return robustness.subject.choices.at(-1) ?? null
}
