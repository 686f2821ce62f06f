import type { FlagCollector, FlagKind } from './flags.ts'
import type { PartitionScan } from './jumpScan.ts'

export const FLAT_RUN_LEAST_BARS = 3

/**
 * Flags `zero-volume` (every run of neighbouring bars without volume) and `flat-run` (at least three neighbouring bars without volume,
 * each with open = high = low = close). Partitions must come in order; runs go on across them.
 */
export function createQuietScan(flags: FlagCollector): PartitionScan {
  const silent = createRun(flags, 'zero-volume', 1)
  const flat = createRun(flags, 'flat-run', FLAT_RUN_LEAST_BARS)
  return {
    scan(series) {
      for (let i = 0; i < series.timeMs.length; i++) {
        const timeMs = series.timeMs[i]!
        const isSilent = series.volume[i] === 0
        silent.step(timeMs, isSilent)
        flat.step(timeMs, isSilent && series.high[i] === series.low[i])
      }
    },
    finish() {
      silent.end()
      flat.end()
    },
  }
}

type Run = { step(timeMs: number, inRun: boolean): void; end(): void }

function createRun(flags: FlagCollector, kind: FlagKind, leastBars: number): Run {
  let fromMs = 0
  let toMs = 0
  let bars = 0
  const end = (): void => {
    if (bars >= leastBars) flags.add({ kind, fromMs, toMs, bars, value: null })
    bars = 0
  }
  return {
    end,
    step(timeMs, inRun) {
      if (!inRun) {
        if (bars > 0) end()
        return
      }
      if (bars === 0) fromMs = timeMs
      toMs = timeMs
      bars++
    },
  }
}
