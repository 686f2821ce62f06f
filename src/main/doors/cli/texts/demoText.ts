import { verdictName, verdictReason } from '../../../../core/report/verdictText.ts'
import type { RunReport } from '../../../engine/pipeline/runPipeline.ts'

export type DemoReport = { readonly home: string; readonly noise: RunReport; readonly planted: RunReport }

const LABEL = 34
const COLUMN = 20

function row(label: string, noise: string, planted: string): string {
  return `  ${label.padEnd(LABEL)}${noise.padEnd(COLUMN)}${planted}`.trimEnd()
}

function figure(value: number | null | undefined, digits: number): string {
  return value === null || value === undefined ? 'not available' : value.toFixed(digits)
}

/** Both verdicts side by side, where the bundles lie, and what to type next. */
export function demoText({ home, noise, planted }: DemoReport): string {
  const [left, right] = [noise.summary, planted.summary]
  if (left === null || right === null) return 'The demo ended before its verdicts.'
  const rows = [
    row('', 'NOISE', 'PLANTED EDGE'),
    row('Verdict', verdictName(left.verdict).toUpperCase(), verdictName(right.verdict).toUpperCase()),
    row('Gates passed', gatesPassed(left.gates), gatesPassed(right.gates)),
    row('Out-of-sample profit', money(left), money(right)),
    row('Deflated Sharpe probability', figure(left.dsr, 3), figure(right.dsr, 3)),
    row('Placebo p', figure(left.placeboP, 2), figure(right.placeboP, 2)),
    row('Hold-out net a trade', percent(left.holdOut.netExpectancy), percent(right.holdOut.netExpectancy)),
    row('Trials counted', String(left.trials), String(right.trials)),
  ]
  const bundles = [noise, planted].flatMap((run) => [
    `  ${home}/workspaces/${run.workspace}/final output/`,
    `  ${home}/workspaces/${run.workspace}/exports/${run.runId}/report.html`,
  ])
  const typed = home.includes(' ') ? `"${home}"` : home
  const next = [
    `  bin/assay verify ${planted.workspace} --run ${planted.runId} --home ${typed}`,
    `  bin/assay runs show ${noise.workspace} ${noise.runId} --home ${typed}`,
    '  bin/assay workspace create btc_eth --primary BTC --secondary ETH --asset-class crypto --interval 1h --capital 10000',
    '  bin/assay data import btc_eth --role primary --file BTC.csv --tz UTC',
    '  bin/assay data import btc_eth --role secondary --file ETH.csv --tz UTC',
    '  bin/assay pipeline run btc_eth --start-capital 10000',
  ]
  return [
    'SYNTHETIC DATA: both samples were made by a program.',
    '',
    ...rows,
    '',
    `  Noise: ${verdictReason(left)}`,
    `  Planted: ${verdictReason(right)}`,
    '',
    'The bundles:',
    ...bundles,
    '',
    'Next:',
    ...next,
  ].join('\n')
}

type Gates = readonly { readonly pass: boolean }[]

function gatesPassed(gates: Gates): string {
  return `${gates.filter((gate) => gate.pass).length} of ${gates.length}`
}

function money({
  endEquity,
  startCapital,
  quoteCurrency,
}: {
  readonly endEquity: number
  readonly startCapital: number
  readonly quoteCurrency: string
}): string {
  return `${(endEquity - startCapital).toFixed(2)} ${quoteCurrency}`
}

function percent(value: number | null): string {
  return value === null ? 'not available' : `${(100 * value).toFixed(3)} %`
}
