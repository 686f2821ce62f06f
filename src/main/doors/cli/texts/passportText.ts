import type { Passport } from '../../../../core/market/passport.ts'
import { completenessFacts } from '../../../../core/report/completenessText.ts'
import { onOneLine } from '../progress/onOneLine.ts'

const SHOWN_GAPS = 5

export function passportText(passport: Passport): string {
  const { symbol, interval, calendar, synthetic, gapCount, gaps } = passport
  const rejects = countsText(Object.entries(passport.rejectsByReason))
  const flags = countsText(Object.entries(passport.flags).map(([kind, { bars }]) => [kind, bars]))
  const covered = passport.expectedBars > 0 ? passport.receivedBars / passport.expectedBars : 0
  const lines = [
    `${symbol} ${interval}, calendar ${calendar}${synthetic === null ? '' : `   SYNTHETIC ${synthetic.kind}, seed ${synthetic.seed}`}`,
    `  span      ${passport.firstTime ?? 'nothing'} to ${passport.lastTime ?? 'nothing'}`,
    `  rows      ${passport.rowsIn} in = ${passport.clean} clean + ${passport.rejected} rejects${rejects === '' ? '' : ` (${rejects})`}`,
    `  bars      ${passport.receivedBars} of ${passport.expectedBars} expected (${(covered * 100).toFixed(2)} %), ${passport.missingBars} missing in ${gapCount} gaps`,
    `  flagged   ${flags === '' ? 'nothing' : flags}`,
    `  sources   ${passport.sources.map(({ file, layer }) => `${onOneLine(file)} (layer ${layer})`).join(', ')}`,
    `  hash      ${passport.contentHash}`,
  ]
  for (const gap of [...gaps].sort((a, b) => b.bars - a.bars).slice(0, SHOWN_GAPS))
    lines.push(`  gap       ${gap.from} to ${gap.to}: ${gap.bars} bars, ${gap.kind}`)
  if (gapCount > SHOWN_GAPS) lines.push(`            ... the longest of ${gapCount}; --json shows more`)
  if (passport.completeness !== null) {
    lines.push('  download')
    for (const { name, text } of completenessFacts(passport.completeness))
      lines.push(`    ${name.toLowerCase().padEnd(10)}${onOneLine(text)}`)
  }
  return lines.join('\n')
}

/** The counts that are not zero. */
export function countsText(counts: readonly (readonly [string, number | undefined])[]): string {
  return counts
    .filter(([, count]) => count !== undefined && count > 0)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')
}
