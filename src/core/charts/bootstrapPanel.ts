import type { BootstrapMeans } from './evidence.ts'
import { histogramPanel, markText } from './histogramPanel.ts'
import type { Palette } from './palette.ts'
import { emptyPanel, type Panel } from './panel.ts'

/** Distribution of the mean month under the stationary bootstrap of UTC-day profit, with P10, P50 and P90. */
export function bootstrapPanel(
  bootstrap: BootstrapMeans | null,
  quoteCurrency: string,
  plotWidth: number,
  colors: Palette,
): Panel {
  const title = `Bootstrapped mean month, ${quoteCurrency}`
  if (!bootstrap || bootstrap.means.length === 0) return emptyPanel(title, 'Too few days to resample')
  const { p10, p50, p90 } = bootstrap
  const parts = [markText('P10', p10), markText('P50', p50), markText('P90', p90)]
  return histogramPanel(
    {
      title,
      subtitle: `${bootstrap.means.length} resamples: ${parts.join(' · ')}`,
      values: bootstrap.means,
      marks: [
        { value: p10, label: 'P10', strong: false },
        { value: p50, label: 'P50', strong: true },
        { value: p90, label: 'P90', strong: false },
      ],
      bins: 36,
      plotWidth,
      signed: true,
    },
    colors,
  )
}
