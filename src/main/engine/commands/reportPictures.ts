import type { Evidence } from '../../../core/charts/evidence.ts'
import type { ExpectancyCell } from '../../../core/charts/expectancyPanel.ts'
import type { Theme } from '../../../core/charts/palette.ts'
import {
  bootstrapChart,
  equityChart,
  expectancyChart,
  placeboChart,
  type SizedChart,
  stressChart,
} from '../../../core/charts/panelChart.ts'
import type { ExpectancyRow, ReportModel, ReportPicture, ReportPictures } from '../../../core/report/reportModel.ts'
import type { Images } from '../ports/images.ts'

const FOREST_ROWS = 12

/** The report's pictures as SVG in both themes, drawn by the same builders as the published charts. */
export function reportPictures(
  images: Images,
  simulation: Evidence,
  realMl: Evidence,
  report: ReportModel,
): ReportPictures {
  const draw = (caption: string, chart: (theme: Theme) => SizedChart): ReportPicture => {
    const svg = (theme: Theme) => {
      const { option, width, height } = chart(theme)
      return images.renderSvg(option, width, height)
    }
    return { caption, light: svg('light'), dark: svg('dark') }
  }
  const cells = report.expectancy.slice(0, FOREST_ROWS).map(forestCell)
  return {
    simulation: draw(simulation.subtitle, (theme) => equityChart(simulation, theme)),
    realMl: draw(realMl.subtitle, (theme) => equityChart(realMl, theme)),
    expectancy: draw('Conditional net expectancy of the cells with the smallest q.', (theme) =>
      expectancyChart(cells, theme),
    ),
    stress: draw('Total profit with every fee, slippage and borrow multiplied.', (theme) =>
      stressChart(report.stress, realMl.quoteCurrency, theme),
    ),
    bootstrap: draw('Stationary bootstrap of UTC-day profit, compounded into months.', (theme) =>
      bootstrapChart(report.bootstrap, realMl.quoteCurrency, theme),
    ),
    placebo: draw('The whole selection repeated on events shifted in time.', (theme) =>
      placeboChart(report.placebo, theme),
    ),
  }
}

function forestCell(row: ExpectancyRow): ExpectancyCell {
  const label = `${row.detector} · ${row.direction} · ${row.role} · ${row.volatilityRegime} · ${row.hourBucket}`
  return { label, mean: row.mean, low: row.low, high: row.high, qValue: row.qValue }
}
