import type { Hash } from '../../../core/contract/hash.ts'
import type { BacktestPorts } from '../backtests/backtestPorts.ts'
import type { Images } from '../ports/images.ts'
import type { PdfSheets } from '../ports/pdfSheets.ts'
import type { ReportScripts } from '../ports/reportScripts.ts'

/** What drawing a document needs. `hostNames`: names of this machine, which no report may carry. */
export type ReportMeans = {
  readonly hash: Hash
  readonly images: Images
  readonly scripts: ReportScripts
  readonly sheets: PdfSheets
  readonly hostNames: readonly string[]
}

/** What making a report of a kept result needs. */
export type ReportPorts = BacktestPorts & ReportMeans
