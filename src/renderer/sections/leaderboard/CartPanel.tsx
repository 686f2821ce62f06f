import { Button } from '@mantine/core'
import type { CartLineView, CartListView } from '../../../core/contract/workbench/leaderboardViews.ts'
import { useAction } from '../../data/useAction.ts'
import { Panel } from '../../ui/Panel.tsx'

type CartPanelProps = { readonly cart: CartListView; onChanged(): void }

/** What was chosen, and whether each still meets what it was chosen for. */
export function CartPanel({ cart, onChanged }: CartPanelProps) {
  const remove = useAction('cart.remove')
  const takeOut = async ({ workspace, entryId }: CartLineView) => {
    if ((await remove.run({ workspace, id: entryId })).ok) onChanged()
  }
  return (
    <Panel
      title="Cart"
      description={
        cart.lines.length === 0
          ? 'Empty. Open an entry, review and accept it, and put it into the cart: only what passes every gate of its profile goes in.'
          : 'Judged anew by the ledger of now. Lock one for deployment with the command beside it.'
      }
      flush
    >
      {cart.lines.length === 0 ? null : (
        <ul className="board-gates">
          {cart.lines.map((line) => (
            <li key={`${line.workspace}/${line.entryId}`} className="board-cart">
              <div>
                <b>{line.subject ?? 'gone'}</b>{' '}
                <span className="panel-description">
                  {line.entryId} in {line.workspace}, {line.profile}
                </span>
                {line.trouble === null ? (
                  <div className="code">
                    assay deploy lock {line.workspace} --id {line.entryId}
                  </div>
                ) : (
                  <div className="board-trouble">{line.trouble}</div>
                )}
              </div>
              <Button size="compact-xs" variant="default" loading={remove.running} onClick={() => void takeOut(line)}>
                Take out
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
