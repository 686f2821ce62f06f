import type { EChartsOption } from 'echarts'
import { bootstrapPanel } from './bootstrapPanel.ts'
import { composePanels } from './composePanels.ts'
import { drawdownPanel } from './drawdownPanel.ts'
import { equityPanel, timeAxisOf } from './equityPanel.ts'
import type { BootstrapMeans, Evidence, StressPoint } from './evidence.ts'
import { type ExpectancyCell, expectancyPanel } from './expectancyPanel.ts'
import { monthlyPanel } from './monthlyPanel.ts'
import { palette, type Theme } from './palette.ts'
import { type Placebo, placeboPanel } from './placeboPanel.ts'
import { stressPanel } from './stressPanel.ts'

export type SizedChart = { readonly option: EChartsOption; readonly width: number; readonly height: number }

const WIDE = { left: 76, width: 860 }
const NARROW = { left: 76, width: 420, top: 68, height: 210 }
const FOREST_LEFT = 400

/** Equity over drawdown over months, for the report. */
export function equityChart(evidence: Evidence, theme: Theme): SizedChart {
  const colors = palette(theme)
  const timeAxis = timeAxisOf(evidence, 8)
  const placed = [
    { panel: equityPanel(evidence, timeAxis, colors), box: { ...WIDE, top: 46, height: 270 } },
    { panel: drawdownPanel(evidence, timeAxis, colors), box: { ...WIDE, top: 364, height: 90 } },
    { panel: monthlyPanel(evidence, timeAxis, WIDE.width, colors), box: { ...WIDE, top: 502, height: 130 } },
  ]
  return { option: composePanels(placed, 1000, colors), width: 1000, height: 668 }
}

export function stressChart(stress: readonly StressPoint[], quoteCurrency: string, theme: Theme): SizedChart {
  const colors = palette(theme)
  return narrow([{ panel: stressPanel(stress, quoteCurrency, colors), box: NARROW }], theme)
}

export function bootstrapChart(bootstrap: BootstrapMeans | null, quoteCurrency: string, theme: Theme): SizedChart {
  const panel = bootstrapPanel(bootstrap, quoteCurrency, NARROW.width, palette(theme))
  return narrow([{ panel, box: NARROW }], theme)
}

export function placeboChart(placebo: Placebo | null, theme: Theme): SizedChart {
  return narrow([{ panel: placeboPanel(placebo, NARROW.width, palette(theme)), box: NARROW }], theme)
}

export function expectancyChart(cells: readonly ExpectancyCell[], theme: Theme): SizedChart {
  const colors = palette(theme)
  const height = Math.max(60, cells.length * 24)
  const box = { left: FOREST_LEFT, top: 68, width: 540, height }
  return {
    option: composePanels([{ panel: expectancyPanel(cells, colors), box }], 1000, colors),
    width: 1000,
    height: height + 108,
  }
}

function narrow(placed: Parameters<typeof composePanels>[0], theme: Theme): SizedChart {
  return { option: composePanels(placed, 520, palette(theme)), width: 520, height: 320 }
}
