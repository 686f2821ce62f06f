import * as echarts from 'echarts'
import { describe, expect, it } from 'vitest'
import { bootstrapFanOption } from '../../../../src/core/charts/workbench/bootstrapFanOption.ts'
import { NEUTRAL_NUMBERS } from '../../../../src/core/charts/workbench/chartNumbers.ts'

const FAN = {
  dayOfPoint: [0, 50, 100],
  p5: [1000, 900, 800],
  p25: [1000, 980, 1000],
  p50: [1000, 1050, 1100],
  p75: [1000, 1100, 1250],
  p95: [1000, 1200, 1500],
  real: [1000, 1010, 12_345.6],
}
const OPTION = bootstrapFanOption({ fan: FAN, currency: 'USD', theme: 'dark', numbers: NEUTRAL_NUMBERS })
const SERIES: readonly { name: string; stack?: string; data: number[][] }[] = JSON.parse(JSON.stringify(OPTION)).series
const valuesOf = (name: string) => SERIES.find((entry) => entry.name === name)!.data.map(([, value]) => value)

describe('the bootstrap fan', () => {
  it('stacks each band from its lower edge to its upper one', () => {
    for (const [name, low, high] of [
      ['P5 to P95', FAN.p5, FAN.p95],
      ['P25 to P75', FAN.p25, FAN.p75],
    ] as const) {
      const [floor, band] = SERIES.filter((entry) => entry.stack === name)
      expect(floor!.data.map(([, value]) => value)).toEqual(low)
      expect(band!.data.map(([, value], row) => value! + low[row]!)).toEqual(high)
    }
    expect(valuesOf('Median resample')).toEqual(FAN.p50)
    expect(valuesOf('As it happened')).toEqual(FAN.real)
    expect(SERIES.every(({ data }) => data.map(([day]) => day).join() === '0,50,100')).toBe(true)
  })

  it('names what is drawn and tells a day’s bands', () => {
    const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 900, height: 300 })
    chart.setOption(OPTION)
    const svg = chart.renderToSVGString()
    chart.dispose()
    for (const text of ['As it happened', 'Median resample', 'P25 to P75', 'P5 to P95', 'UTC days of the tests'])
      expect(svg).toContain(`>${text}<`)
    expect(svg).not.toContain('floor')
    const { tooltip } = OPTION
    if (!tooltip || Array.isArray(tooltip) || typeof tooltip.formatter !== 'function') throw new Error('no formatter')
    const text = Reflect.apply(tooltip.formatter, null, [[{ seriesName: 'P5 to P95 floor', value: [100, 800] }]])
    for (const part of ['After 100 days, USD', '12,346', '1,000 to 1,250', '800 to 1,500']) expect(text).toContain(part)
  })
})
