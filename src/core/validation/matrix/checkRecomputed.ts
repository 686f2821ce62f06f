import type { MatrixCheck } from '../../contract/workbench/buildViews.ts'
import { countWords } from '../../time/countWords.ts'
import type { BuildProbes } from './buildProbes.ts'
import { findingOf } from './findingOf.ts'

export const RECOMPUTED_TOLERANCE = 1e-6

export function checkRecomputed({ recomputed, withoutDefinition }: BuildProbes): MatrixCheck {
  const compared = recomputed.reduce((sum, feature) => sum + feature.compared, 0)
  const items = recomputed
    .filter(({ differing }) => differing > 0)
    .map(({ name, compared: rows, differing, largest }) => ({
      columns: [name],
      value: largest,
      text: `${differing} of ${countWords(rows, 'value')}, by up to ${largest.toPrecision(2)} of the value`,
    }))
  const rest =
    withoutDefinition === 0
      ? ''
      : `; ${countWords(withoutDefinition, 'column is its', 'columns are their')} own definition`
  return {
    id: 'recomputed',
    title: 'Recomputed by definition',
    rule: `Sampled values are computed again, one by one, as the source of the indicator writes it: error where one differs by more than ${RECOMPUTED_TOLERANCE} of it.`,
    made: compared > 0 || recomputed.length === 0,
    scope: `${countWords(compared, 'value')} of ${countWords(recomputed.length, 'column')}${rest}`,
    findings: findingOf('values-differ', 'error', items, {
      sentence: `${countWords(items.length, 'column does', 'columns do')} not hold what the definition gives.`,
      advice: 'This is a fault of the program: report it, and learn nothing from this matrix.',
    }),
  }
}
