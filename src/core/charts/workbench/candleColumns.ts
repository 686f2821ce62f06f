import type { CandlesView } from '../../contract/workbench/views.ts'

/** Only the columns that are drawn. */
export type CandleColumns = Pick<CandlesView, 'timeMs' | 'open' | 'high' | 'low' | 'close' | 'volume'>
