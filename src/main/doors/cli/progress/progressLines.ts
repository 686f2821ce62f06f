import { durationText } from './durationText.ts'
import { onOneLine } from './onOneLine.ts'
import type { ProgressState, StageLine } from './progressState.ts'

const BAR_CELLS = 24

/** The block as it is drawn: one line a stage, with a bar, times and the note under the one that runs. */
export function progressLines(state: ProgressState, columns: number): readonly string[] {
  const { stages, beat } = state
  const isKnown = beat === null || stages.some(({ stage }) => stage === beat.stage)
  const shown = isKnown ? stages : [...stages, { stage: beat.stage, seconds: null }]
  const nameWidth = Math.max(12, ...shown.map(({ stage }) => stage.length))
  return shown.flatMap((line) => stageLines(line, state, nameWidth)).map((line) => cut(onOneLine(line), columns - 1))
}

function stageLines({ stage, seconds }: StageLine, { beat }: ProgressState, nameWidth: number): readonly string[] {
  const name = stage.padEnd(nameWidth)
  if (seconds !== null) return [`✓ ${name}  ${seconds.toFixed(1)} s`]
  if (beat === null || beat.stage !== stage) return [`▶ ${name}`]
  const { done, total, elapsedMs, etaMs, note } = beat
  const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0
  const filled = Math.round(share * BAR_CELLS)
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_CELLS - filled)
  const left = etaMs === null ? '' : `  left ${durationText(etaMs)}`
  const line = `▶ ${name}  ${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${durationText(elapsedMs)}${left}`
  return note === '' ? [line] : [line, `  ${' '.repeat(nameWidth)}  ${note}`]
}

function cut(line: string, width: number): string {
  const letters = [...line]
  return letters.length <= width ? line : `${letters.slice(0, Math.max(0, width - 1)).join('')}…`
}
