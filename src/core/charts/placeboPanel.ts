import { compactNumber } from './compactNumber.ts'
import { histogramPanel, markText } from './histogramPanel.ts'
import type { Palette } from './palette.ts'
import { emptyPanel, type Panel } from './panel.ts'

export type Placebo = { readonly real: number; readonly shifted: readonly number[]; readonly pValue: number }

/** Scores of the whole selection on time-shifted events, with the score on the real ones. */
export function placeboPanel(placebo: Placebo | null, plotWidth: number, colors: Palette): Panel {
  const title = 'Placebo: the same search on shifted events'
  if (!placebo || placebo.shifted.length === 0) return emptyPanel(title, 'The placebo was not run')
  return histogramPanel(
    {
      title,
      subtitle: `${placebo.shifted.length} shifts · ${markText('real score', placebo.real)} · p = ${compactNumber(placebo.pValue)}`,
      values: placebo.shifted,
      marks: [{ value: placebo.real, label: 'real', strong: true }],
      bins: 24,
      plotWidth,
      signed: false,
    },
    colors,
  )
}
