import type { RobustnessManifest, RobustnessSuite } from '../../../../core/contract/robustnessRecord.ts'
import { stressTables } from '../../../../core/report/robustnessTables.ts'
import { STRESS_TITLES, suiteSentence, VERDICT_WORDS } from '../../../../core/report/stressWords.ts'
import type { ListedRobustness } from '../../../engine/robustness/listRobustness.ts'
import type { KeptRobustness } from '../../../engine/robustness/robustnessFolder.ts'
import type { RobustnessReport } from '../../../engine/robustness/runRobustnessJob.ts'
import { onOneLine } from '../progress/onOneLine.ts'
import { tableText } from './tableText.ts'

export function robustnessReportText(report: RobustnessReport): string {
  const { unchanged, workspace, files } = report
  const note = unchanged ? ['', 'Nothing had changed since this suite was made; it was not computed again.'] : []
  return [robustnessText(report), ...note, '', 'Files:', ...files.map((file) => `  ${workspace}/${file}`)].join('\n')
}

/** What a person reads of a suite: the verdict of each part, then its tables. */
export function robustnessText({ manifest, suite }: Pick<KeptRobustness, 'manifest' | 'suite'>): string {
  return [
    ...headLines(manifest),
    '',
    suiteSentence(suite.verdicts),
    tableText(
      ['part', 'verdict', 'why'],
      suite.verdicts.map(({ part, verdict, reasons }) => [
        STRESS_TITLES[part],
        VERDICT_WORDS[verdict],
        reasons.join(' '),
      ]),
    ),
    ...suite.verdicts.flatMap((verdict) => partLines(suite, verdict)),
    '',
    ...[...suite.notes, ...manifest.notes].map((note) => `note: ${note}`),
  ].join('\n')
}

function headLines(manifest: RobustnessManifest): readonly string[] {
  const { robustnessId, backtestId, strategyId, instruments, interval, bars, spec, trials, quoteCurrency } = manifest
  return [
    `Robustness ${robustnessId} of the backtest ${backtestId}: ${strategyId}`,
    `${instruments.map(onOneLine).join(', ')}, ${interval} bars (${bars}), seed ${spec.seed}, money in ${quoteCurrency}; ${trials} neighbours in the ledger`,
    ...(manifest.synthetic ? ['SYNTHETIC DATA: made by a program; nothing here is a market.'] : []),
    ...manifest.warnings.map((warning) => `WARNING: ${onOneLine(warning)}`),
  ]
}

function partLines(suite: RobustnessSuite, { part, advice }: RobustnessSuite['verdicts'][number]): readonly string[] {
  const absent = suite.absent[part]
  const tables = stressTables(suite, part).flatMap(({ columns, rows }) => [
    tableText(
      columns.map(({ name }) => name),
      rows,
    ),
  ])
  return [
    '',
    `${STRESS_TITLES[part]}:`,
    ...(absent === undefined ? [] : [`  ${absent}`]),
    ...tables,
    ...advice.map((text) => `  what to do: ${text}`),
  ]
}

export function robustnessListText(listed: readonly ListedRobustness[]): string {
  if (listed.length === 0) return 'No suites yet. Make one with: assay robustness run <workspace> --backtest <id>'
  const rows = listed.map(({ robustnessId, state, manifest, suite }) => {
    const count = (verdict: string) =>
      suite === null ? '' : String(suite.verdicts.filter((own) => own.verdict === verdict).length)
    const what = [manifest?.backtestId ?? '', manifest?.strategyId ?? '', (manifest?.instruments ?? []).join(', ')]
    return [robustnessId, state, ...what, count('holds'), count('breaks'), count('cannot-be-said')]
  })
  return tableText(['id', 'state', 'backtest', 'strategy', 'instruments', 'holds', 'breaks', 'cannot be said'], rows)
}
