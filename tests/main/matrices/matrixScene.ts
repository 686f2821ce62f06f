import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assay, stockHouse } from '../backtests/backtestScene.ts'

/** The configuration of the plans that the product grew from: it has to run as it stands. */
export const PLANNED_BUILD = `ticker: AAPL
start_date: 2023-01-01
end_date: 2023-12-31
features:
  price_data: [open, high, low, close, volume]
  indicators: [RSI_14, MACD, BB_20, ATR_14]
  custom: [price_momentum, volume_profile]
target: next_day_return
frequency: 1D
`

/** A small one, as fields. */
export const SMALL_BUILD = { ticker: 'AAPL', features: { indicators: ['RSI_14'] }, target: 'next_day_return' }

/** A workspace with a stock, and `build` in it. */
export async function buildHouse(home: string) {
  const house = await stockHouse(home)
  const build = (spec: unknown, ...words: readonly string[]) => {
    const text = typeof spec === 'string' ? spec : JSON.stringify(spec)
    return assay(home, 'build', 'stocks', '--config', house.file('build.yaml', text), ...words)
  }
  const own = (name: string, text: string) => {
    writeFileSync(join(house.folder, 'features', `${name}.ts`), text)
  }
  const bytes = (relative: string) => readFileSync(join(house.folder, relative))
  return { ...house, build, own, bytes }
}

/** A feature file whose function is `compute`. */
export function ownText(name: string, compute: string, version = 1): string {
  return `import type { AssayFeature } from './assay-feature.d.ts'

export const feature: AssayFeature = {
  name: '${name}',
  version: ${version},
  formula: 'made for a test',
  unit: 'fraction',
  warmupBars: 1,
  compute: ${compute},
}
`
}
