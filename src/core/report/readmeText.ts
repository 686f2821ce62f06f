import { wrapText } from '../charts/wrapText.ts'
import type { Completeness } from '../contract/download.ts'
import type { GateResult, Summary } from '../contract/summary.ts'
import { completenessFacts } from './completenessText.ts'
import { effectiveText } from './countedTrials.ts'
import { figureText, fixedText, moneyText, shareText } from './numberText.ts'
import { syntheticLabel, verdictName, verdictReason } from './verdictText.ts'

const LINE = 96

export type ReadmeExtra = {
  /** For instance `1h bars, 2015-08-07 to 2021-12-31`. */
  readonly dataText: string
  readonly rerunCommand: string
  readonly verifyCommand: string
  readonly chartFiles: readonly { readonly file: string; readonly meaning: string }[]
  /** One for each downloaded series. */
  readonly downloads: readonly { readonly symbol: string; readonly completeness: Completeness }[]
}

/** README.txt of a bundle, in plain words, for a reader who has never seen the program. */
export function readmeText(summary: Summary, extra: ReadmeExtra): string {
  const label = syntheticLabel(summary.synthetic)
  const heading = `${summary.symbols.primary} + ${summary.symbols.secondary}: is there a trading edge?`
  const sections = [
    `${heading}\n${'='.repeat(heading.length)}`,
    ...(label === null ? [] : [paragraph(`!! ${label}`)]),
    section('VERDICT', [`${verdictName(summary.verdict).toUpperCase()}. ${verdictReason(summary)}`]),
    section('WHAT WAS TESTED', tested(summary, extra)),
    ...(extra.downloads.length === 0 ? [] : [downloadsText(extra.downloads)]),
    section('WHAT WAS FOUND', found(summary)),
    `GATES\n-----\n${summary.gates.map(gateText).join('\n')}`,
    section('HOW THE RESULT WAS SEARCHED', searched(summary)),
    section('COSTS', costLines(summary)),
    `FILES\n-----\n${fileLines(extra).join('\n')}`,
    `RUN IT AGAIN\n------------\n  ${extra.rerunCommand}\n  ${extra.verifyCommand}\n${paragraph('The same data, configuration, seed and engine version give the same bytes.')}`,
    `FINGERPRINTS\n------------\n${fingerprints(summary).join('\n')}`,
  ]
  return `${sections.join('\n\n')}\n`
}

function section(title: string, sentences: readonly string[]): string {
  return `${title}\n${'-'.repeat(title.length)}\n${sentences.map((sentence) => paragraph(sentence)).join('\n')}`
}

function paragraph(text: string, indent = ''): string {
  return wrapText(text, LINE - indent.length)
    .map((line) => indent + line)
    .join('\n')
}

function tested(summary: Summary, extra: ReadmeExtra): readonly string[] {
  return [
    `Data: ${extra.dataText}. Profile: ${summary.profile}. Start capital: ${moneyText(summary.startCapital, summary.quoteCurrency)}.`,
    `Event detectors watch both instruments (${figureText(summary.eventsPerDayAndLeg)} events a day and leg). An event is decided at the close of a bar and traded from the open of the next one.`,
    'Configurations were chosen on earlier data and then run, frozen, on later data they had never seen (walk-forward); the figures below are those later parts joined together, after costs.',
    `The last part of the data, from ${summary.holdOut.start}, was sealed until the end.`,
  ]
}

function downloadsText(downloads: ReadmeExtra['downloads']): string {
  const title = 'HOW THE DATA WAS DOWNLOADED'
  const parts = downloads.flatMap(({ symbol, completeness }) => [
    symbol,
    ...completenessFacts(completeness).map(({ name, text }) => paragraph(`${name}: ${text}`, '  ')),
  ])
  return `${title}\n${'-'.repeat(title.length)}\n${parts.join('\n')}`
}

function found(summary: Summary): readonly string[] {
  const money = (value: number | null) => moneyText(value, summary.quoteCurrency)
  const { p10, p50, p90 } = summary.bootstrapMonthlyMean
  const { primary, secondary } = summary.symbols
  return [
    `Capital went from ${money(summary.startCapital)} to ${money(summary.endEquity)}; average month ${money(summary.avgMonthlyProfit)}; worst drawdown ${shareText(summary.maxDrawdown)}; Calmar ratio ${figureText(summary.calmar)}.`,
    `Mean month under resampling of days: P10 ${money(p10)}, P50 ${money(p50)}, P90 ${money(p90)}.`,
    `Total profit with all costs multiplied: x1.00 ${money(summary.stress.x100)}, x1.25 ${money(summary.stress.x125)}, x1.50 ${money(summary.stress.x150)}, x2.00 ${money(summary.stress.x200)}.`,
    `Deflated Sharpe probability (2012 form), which discounts the luck of ${fixedText(summary.trials, 0)} trials: ${figureText(summary.dsr)}. Placebo p (the same search on shifted events): ${figureText(summary.placeboP)}.`,
    `Sealed hold-out: net ${shareText(summary.holdOut.netExpectancy, 3)} a trade; opened ${summary.holdOut.openings} ${summary.holdOut.openings === 1 ? 'time' : 'times'} on this data.`,
    `Buy and hold over the same span: ${primary} ${shareText(summary.buyAndHold.primary, 1)}, ${secondary} ${shareText(summary.buyAndHold.secondary, 1)}.`,
  ]
}

function gateText(gate: GateResult): string {
  const head = `[${gate.pass ? 'pass' : 'FAIL'}] ${gate.id}: ${figureText(gate.value)} (needs ${gate.threshold})`
  const lines = [head, paragraph(gate.reason, '       ')]
  if (!gate.pass && gate.advice !== '') lines.push(paragraph(`What to do: ${gate.advice}`, '       '))
  return lines.join('\n')
}

function searched(summary: Summary): readonly string[] {
  const accepted = summary.tries.filter((attempt) => attempt.accepted).length
  const effective = effectiveText(summary.trialStudy)
  const relaxed = summary.fallbacks.map(
    (fallback) => `fold ${fallback.fold} used rung ${fallback.rung} (${fallback.reason})`,
  )
  return [
    `${fixedText(summary.trials, 0)} trials are counted against the result, those of earlier runs on these symbols included.`,
    ...(effective === null ? [] : [effective]),
    `${summary.tries.length} tries on validation data, ${accepted} accepted. Ended at: ${summary.endpoint}.`,
    relaxed.length === 0 ? 'No fold needed a relaxed rung.' : `Relaxed rungs: ${relaxed.join('; ')}.`,
    `Pattern features: ${summary.patternAid.used ? 'used' : 'not used'} (${summary.patternAid.reason}).`,
  ]
}

function costLines(summary: Summary): readonly string[] {
  return Object.entries(summary.costs).map(
    ([symbol, costs]) =>
      `${symbol}: fee ${costs.feeBps} bps and slippage ${costs.slippageBps} bps a side, borrow for shorts ${shareText(costs.borrowPerYear, 1)} a year.`,
  )
}

function fileLines(extra: ReadmeExtra): readonly string[] {
  const files = [
    ...extra.chartFiles,
    { file: 'reports/final_output_summary.json', meaning: 'every figure above, for programs' },
    { file: 'README.txt', meaning: 'this text' },
  ]
  return files.map(({ file, meaning }) => `  ${file}\n${paragraph(meaning, '      ')}`)
}

function fingerprints(summary: Summary): readonly string[] {
  const hashes = Object.entries(summary.dataHashes).map(([name, hash]) => `  data ${name}: ${hash}`)
  return [
    `  run: ${summary.runId}`,
    `  configuration: ${summary.configHash}`,
    `  seed: ${summary.seed}`,
    `  engine: ${summary.engineVersion}`,
    ...hashes,
  ]
}
