import type { OptimizeShape, SpecificationShape } from '../../../core/contract/workbench/stageShapesModel.ts'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { ratioText } from '../../ui/numberText.ts'
import { KIND_WORDS } from './foldStories.ts'

/** A specification that some fold was given, with the folds that share it. */
export type ChosenSpecification = {
  readonly draw: string
  readonly folds: readonly string[]
  readonly specification: SpecificationShape
}

/** In the order of the first fold that uses each. */
export function chosenSpecifications({ plan, choices }: OptimizeShape): readonly ChosenSpecification[] {
  const found = new Map<string, ChosenSpecification>()
  plan.folds.forEach((model, fold) => {
    if (model === null) return
    const draw = choices[fold] == null ? 'default' : `${choices[fold].draw}`
    const name = fold === plan.folds.length - 1 ? 'hold-out' : `${fold + 1}`
    const known = found.get(draw)
    found.set(draw, { draw, specification: model.specification, folds: [...(known?.folds ?? []), name] })
  })
  return [...found.values()]
}

type Boosting = Extract<SpecificationShape, { readonly kind: 'gradient-boosting' }>['parameters']

function boosting(
  key: string,
  title: string,
  field: keyof Boosting,
  width: number,
  explanation: string,
): DataColumn<ChosenSpecification> {
  const value = ({ specification }: ChosenSpecification) =>
    specification.kind === 'gradient-boosting' ? specification.parameters[field] : null
  return { key, title, width, align: 'right', value, text: (row) => figure(value(row)), explanation }
}

function penalty({ specification }: ChosenSpecification): number | null {
  return specification.kind === 'logistic-regression' ? specification.l2 : null
}

/** A dash where the kind of model has no such setting. */
function figure(value: number | null): string {
  if (value === null) return '–'
  return Number.isInteger(value) ? `${value}` : ratioText(value, { digits: value < 1 ? 3 : 2 })
}

export const SPECIFICATION_COLUMNS: readonly DataColumn<ChosenSpecification>[] = [
  {
    key: 'draw',
    title: 'Draw',
    width: 76,
    value: (row) => row.draw,
    explanation: 'Number of the draw in the random search.',
  },
  { key: 'folds', title: 'Folds', width: 150, value: (row) => row.folds.join(', ') },
  { key: 'kind', title: 'Kind', width: 142, value: (row) => KIND_WORDS[row.specification.kind] },
  {
    key: 'l2',
    title: 'L2',
    width: 74,
    align: 'right',
    value: penalty,
    text: (row) => figure(penalty(row)),
    explanation: 'Penalty on the squared coefficients of the logistic regression.',
  },
  boosting('trees', 'Trees', 'trees', 74, 'Number of trees.'),
  boosting('depth', 'Depth', 'depth', 78, 'Greatest depth of a tree.'),
  boosting('rate', 'Rate', 'learningRate', 74, 'Learning rate: by how much each tree counts.'),
  boosting('leaf', 'Leaf rows', 'minChildRows', 92, 'Fewest rows in a leaf.'),
  boosting('lambda', 'Lambda', 'lambda', 90, 'Penalty on the squared value of a leaf.'),
  boosting('rowShare', 'Row share', 'rowSubsample', 96, 'Share of the rows drawn for each tree.'),
  boosting('columnShare', 'Column share', 'columnSubsample', 114, 'Share of the features drawn for each tree.'),
]
