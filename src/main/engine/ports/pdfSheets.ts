import type { SizedChart } from '../../../core/charts/panelChart.ts'
import type { ReportDocument } from '../../../core/report/document/reportDocument.ts'

/** A document as sheets of paper: the same document always gives the same bytes, with the bundled font only. */
export interface PdfSheets {
  render(document: ReportDocument, renderSvg: (chart: SizedChart) => string): Promise<Uint8Array>
}
