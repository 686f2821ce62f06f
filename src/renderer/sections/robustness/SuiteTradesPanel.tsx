import type { RobustnessSuite } from '../../../core/contract/robustnessRecord.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import { stressTables } from '../../../core/report/robustnessTables.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { StressTableView } from './StressTableView.tsx'

/** The same trades in other orders, and without some of them. */
export function SuiteTradesPanel({ suite }: { readonly suite: RobustnessSuite }) {
  const { trades, absent } = suite
  return (
    <Panel
      title="Trades"
      flush
      style={{ gridColumn: '1 / -1' }}
      description={
        <Explained definition={DEFINITIONS.tradesLeftOut.text}>
          {trades === null
            ? 'In other orders, and left out'
            : `${countText(trades.trades)} closed trades; another order changes drawdowns only`}
        </Explained>
      }
    >
      {trades === null ? (
        <EmptyState title="Not available" text={absent.trades ?? 'It was not made.'} />
      ) : (
        stressTables(suite, 'trades').map((table) => (
          <StressTableView key={table.columns[0]?.name} table={table} label={table.columns[0]?.name ?? 'Trades'} />
        ))
      )}
    </Panel>
  )
}
