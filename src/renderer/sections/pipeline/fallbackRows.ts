import type { FoldWinnerShape, SelectionShape } from '../../../core/contract/workbench/stageShapesSelection.ts'

/** One rung that a fold tried. `chosen` says what was frozen, on the rung that was used. */
export type FallbackRow = {
  readonly key: string
  readonly fold: string
  readonly rung: number
  readonly name: string
  readonly passed: number
  readonly configurations: number
  readonly used: boolean
  readonly chosen: string
}

/** The attempts of each fold in order. The last fold is the hold-out's. */
export function fallbackRows(output: SelectionShape): readonly FallbackRow[] {
  const last = output.winners.length - 1
  return output.attempts.map(({ fold, rung, name, passed }) => {
    const winner = output.winners.find((entry) => entry.fold === fold)
    const used = winner?.rung === rung
    return {
      key: `${fold}.${rung}`,
      fold: fold === last ? 'hold-out' : String(fold + 1),
      rung,
      name,
      passed,
      configurations: output.configurations,
      used,
      chosen: used && winner !== undefined ? winnerText(winner) : '',
    }
  })
}

/** `lead-lag-shock (shockRanges 3) · target 8, stop 4, 24 bars · anchored`. */
export function winnerText({ choice, scheme }: FoldWinnerShape): string {
  if (choice === null) return 'nothing was eligible: the fold does not trade'
  const { detectorId, parameters } = choice.setting
  const settings = Object.entries(parameters).map(([name, value]) => `${name} ${value}`)
  const { targetRanges, stopRanges, limitBars } = choice.exit
  const detector = settings.length > 0 ? `${detectorId} (${settings.join(', ')})` : detectorId
  return `${detector} · target ${targetRanges}, stop ${stopRanges}, ${limitBars} bars · ${scheme}`
}
