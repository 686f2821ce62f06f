import { crc32 } from 'node:zlib'
import type { EChartsOption } from 'echarts'
import { BarChart, LineChart, ScatterChart } from 'echarts/charts'
import {
  GraphicComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TitleComponent,
} from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([
  BarChart,
  LineChart,
  ScatterChart,
  GraphicComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TitleComponent,
  SVGRenderer,
])

/** The option as an SVG text: the same bytes at every call, with element ids that do not clash on one page. */
export function renderSvg(option: EChartsOption, width: number, height: number): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height, locale: 'EN' })
  try {
    chart.setOption(option)
    return stable(chart.renderToSVGString())
  } finally {
    chart.dispose()
  }
}

/**
 * ECharts numbers ids (`zr3-c0`) and hover classes (`zr3-cls-4`) from counters of the process, and adds attributes for its own
 * client. Ids get a key of the picture's own content; the rest means nothing in a still picture and is taken out.
 */
function stable(svg: string): string {
  const bare = svg
    .replaceAll(/ (?:ecmeta_[a-z_]+|class)="[^"]*"/g, '')
    .replaceAll(/<style[^>]*>.*?<\/style>\n?/gs, '')
    .replaceAll(/\bzr\d+-/g, 'zr-')
  const key = crc32(bare).toString(16).padStart(8, '0')
  return bare.replaceAll(/\bzr-/g, `c${key}-`)
}
