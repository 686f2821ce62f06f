import { Button, Group } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useState } from 'react'
import type { CartLineView, CartListView } from '../../../core/contract/workbench/leaderboardViews.ts'
import { useAction } from '../../data/useAction.ts'
import { Panel } from '../../ui/Panel.tsx'
import { LockDialog } from './LockDialog.tsx'

type CartPanelProps = { readonly cart: CartListView; onChanged(): void }

/** What was chosen, whether each still meets what it was chosen for, and the way to its locked configuration. */
export function CartPanel({ cart, onChanged }: CartPanelProps) {
  const remove = useAction('cart.remove')
  const [locking, setLocking] = useState<string | null>(null)
  const takeOut = async ({ workspace, entryId }: CartLineView) => {
    if ((await remove.run({ workspace, id: entryId })).ok) onChanged()
  }
  const line = cart.lines.find((one) => keyOf(one) === locking)
  return (
    <Panel
      title="Cart"
      description={
        cart.lines.length === 0
          ? 'Empty. Open an entry, review and accept it, and put it into the cart: only what passes every gate of its profile goes in.'
          : 'Judged anew by the ledger of now. Locking validates one once more and writes its production configuration.'
      }
      flush
    >
      {cart.lines.length === 0 ? null : (
        <ul className="board-gates">
          {cart.lines.map((one) => (
            <li key={keyOf(one)} className="board-cart">
              <div>
                <b>{one.entry?.subject ?? 'gone'}</b>{' '}
                <span className="panel-description">
                  {one.entryId} in {one.workspace}, {one.profile}
                </span>
                <div className={one.trouble === null ? 'panel-description' : 'board-trouble'}>
                  {one.trouble ?? `Reviewed and accepted; all ${one.gates.length} gates pass.`}
                </div>
              </div>
              <Group gap={6} wrap="nowrap">
                <Button
                  size="compact-xs"
                  leftSection={<IconLock size={14} />}
                  aria-label={`Lock ${one.entryId} for deployment`}
                  onClick={() => setLocking(keyOf(one))}
                >
                  Lock…
                </Button>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`Take ${one.entryId} out of the cart`}
                  loading={remove.running}
                  onClick={() => void takeOut(one)}
                >
                  Take out
                </Button>
              </Group>
            </li>
          ))}
        </ul>
      )}
      {line === undefined ? null : <LockDialog line={line} onClose={() => setLocking(null)} />}
    </Panel>
  )
}

function keyOf({ workspace, entryId }: CartLineView): string {
  return `${workspace}/${entryId}`
}
