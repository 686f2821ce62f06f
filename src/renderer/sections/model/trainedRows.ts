import type { ModelStage } from '../../../core/contract/modelRecord.ts'
import type { ModelListItem } from '../../../core/contract/workbench/modelViews.ts'
import { modelName } from './scoreWords.ts'

/** Those in a stage (null: all) whose words hold every word of the search. */
export function filterModels(
  items: readonly ModelListItem[],
  search: string,
  stage: ModelStage | null,
): readonly ModelListItem[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return items.filter(({ version, target }) => {
    const { modelType, matrix } = version
    const text = [modelName(version), modelType, matrix.name, matrix.sha256, target ?? ''].join(' ').toLowerCase()
    return (stage === null || version.stage === stage) && words.every((word) => text.includes(word))
  })
}

/** By its name with the first letters of a version, or by its name alone (the current one); where none is named so, the one trained last. */
export function chosenModel(items: readonly ModelListItem[], name: string | null): ModelListItem | null {
  const [id = '', start] = (name ?? '').split('@')
  const named = items.find(({ version, isCurrent }) =>
    version.modelId !== id ? false : start === undefined ? isCurrent : version.sha256.startsWith(start),
  )
  return named ?? items.at(-1) ?? null
}

/** The model so many places on among those that can be set beside a version; null: there is none. */
export function steppedModel(
  items: readonly ModelListItem[],
  own: ModelListItem['version'],
  other: string,
  models: number,
): string | null {
  const names = items.flatMap(({ version }) =>
    version.task === own.task && version.sha256 !== own.sha256 ? [modelName(version)] : [],
  )
  return names[names.indexOf(other) + models] ?? null
}
