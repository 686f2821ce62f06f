import type { Summary } from '../contract/summary.ts'
import { figureText, fixedText, moneyText, shareText } from './numberText.ts'
import { failedGates, syntheticLabel, verdictName, verdictReason } from './verdictText.ts'

/** The end of a run on a terminal: verdict, failing gates with their advice, and the figures one asks for first. */
export function summaryText(summary: Summary): string {
  const currency = summary.quoteCurrency
  const label = syntheticLabel(summary.synthetic)
  const lines = [
    `Verdict: ${verdictName(summary.verdict).toUpperCase()}   ${summary.symbols.primary} + ${summary.symbols.secondary}, run ${summary.runId}`,
    ...(label === null ? [] : [label]),
    verdictReason(summary),
    '',
    ...figures(summary, currency).map(([name, value]) => `  ${name.padEnd(28)}${value}`),
  ]
  const failed = failedGates(summary)
  if (failed.length > 0) lines.push('', 'Gates that failed')
  for (const gate of failed) {
    lines.push(`  ${gate.id.padEnd(26)}${figureText(gate.value)} (needs ${gate.threshold})`, `    ${gate.advice}`)
  }
  return `${lines.join('\n')}\n`
}

function figures(summary: Summary, currency: string): readonly (readonly [string, string])[] {
  const { p10, p50, p90 } = summary.bootstrapMonthlyMean
  return [
    ['Capital', `${moneyText(summary.startCapital, currency)} -> ${moneyText(summary.endEquity, currency)}`],
    ['Average month', moneyText(summary.avgMonthlyProfit, currency)],
    ['Bootstrap P10 / P50 / P90', [p10, p50, p90].map((value) => moneyText(value, currency)).join(' / ')],
    ['Worst drawdown', shareText(summary.maxDrawdown)],
    ['Profit at costs x 1.5', moneyText(summary.stress.x150, currency)],
    ['Deflated Sharpe probability', figureText(summary.dsr)],
    ['Placebo p', figureText(summary.placeboP)],
    ['Hold-out net expectancy', `${shareText(summary.holdOut.netExpectancy, 3)} a trade`],
    ['Trials counted', String(summary.trials)],
    ...independentRow(summary),
  ]
}

function independentRow({ trialStudy }: Summary): readonly (readonly [string, string])[] {
  const effective = trialStudy?.effective ?? []
  if (effective.length === 0) return []
  return [['As independent ones', effective.map(({ trials }) => fixedText(trials, 0)).join(' / ')]]
}
