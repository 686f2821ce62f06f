import { scoreWord } from '../../../core/contract/workbench/scoreWords.ts'
import { powerText, ratioText } from '../../ui/numberText.ts'
/** Four digits that say something, however small the number is. */
export function scoreText(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return 'n/a'
  const size = Math.abs(value)
  if (size !== 0 && size < 0.0001) return powerText(value, 2)
  return ratioText(value, { digits: size < 0.1 ? 5 : 4 })
}

/** `0.6937 ± 0.0005`; the deviation is over folds. */
export function spreadText({
  mean,
  deviation,
}: {
  readonly mean: number | null
  readonly deviation: number | null
}): string {
  return deviation === null ? scoreText(mean) : `${scoreText(mean)} ± ${scoreText(deviation)}`
}

/** Whether one score is better than another; null where that is not known or they are equal. */
export function isBetter(name: string, value: number | null, than: number | null): boolean | null {
  if (value === null || than === null || value === than) return null
  const { better } = scoreWord(name)
  if (better === null) return null
  return better === 'higher' ? value > than : value < than
}

/** `ID@1f0a93bc`. */
export function modelName({ modelId, sha256 }: { readonly modelId: string; readonly sha256: string }): string {
  return `${modelId}@${sha256.slice(0, 8)}`
}
