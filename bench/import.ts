import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createStream } from '../src/core/stats/seededStream.ts'
import { mustRun } from './assayProcess.ts'
import { atMost, type Figure, told } from './figure.ts'
import { measureAssay } from './measureAssay.ts'
import { withHome } from './withHome.ts'

const MINUTE_MS = 60_000
const START_MS = Date.UTC(2001, 0, 1)
const ROWS_A_WRITE = 10_000

/** `--rows N` (10,000,000) minute bars of one instrument. */
export async function run(words: readonly string[]): Promise<readonly Figure[]> {
  const { values } = parseArgs({ args: [...words], options: { rows: { type: 'string', default: '10000000' } } })
  const rows = Number(values.rows)
  return withHome(async (home) => {
    const file = join(home, 'minutes.csv')
    await writeMinuteBars(file, rows)
    await mustRun(home, ['workspace', 'create', 'minutes', '--symbols', 'BTC', '--interval', '1m'])
    const source = ['--symbol', 'BTC', '--file', file, '--time-unit', 'ms', '--progress', 'none']
    const { seconds, peakMiB } = await measureAssay(home, ['data', 'import', 'minutes', ...source])
    return [
      told('import-rows', rows, 'rows'),
      told('import-time', seconds, 's'),
      told('import-speed', rows / seconds, 'rows/s'),
      atMost('import-peak', peakMiB, 'MiB', 1000),
    ]
  })
}

/** A random walk of minute bars from 2001 on, written as it is made. */
async function writeMinuteBars(file: string, rows: number): Promise<void> {
  const stream = createStream(1, 'bench/import')
  const out = createWriteStream(file)
  let price = 100
  let text = 'time,open,high,low,close,volume\n'
  for (let row = 0; row < rows; row++) {
    const open = price
    price *= 1 + (stream.nextUniform() - 0.5) * 0.002
    const high = Math.max(open, price) * 1.0002
    const low = Math.min(open, price) * 0.9998
    text += `${START_MS + row * MINUTE_MS},${open.toFixed(4)},${high.toFixed(4)},${low.toFixed(4)},${price.toFixed(4)},${(row % 97) + 1}\n`
    if ((row + 1) % ROWS_A_WRITE === 0 || row + 1 === rows) {
      if (!out.write(text)) await once(out, 'drain')
      text = ''
    }
  }
  out.end()
  await once(out, 'finish')
}
