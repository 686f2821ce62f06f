import { Badge, Button } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconHelpCircle, IconLink } from '@tabler/icons-react'
import { useState } from 'react'
import type { LedgerBook, LedgerChain } from '../../../core/contract/workbench/ledgerViews.ts'
import { useAction } from '../../data/useAction.ts'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stat } from '../../ui/Stat.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'

type ChainPanelProps = { readonly chain: LedgerChain; readonly books: readonly LedgerBook[] }

const FACES = {
  'not-checked': { text: 'not checked', color: 'gray', Icon: IconHelpCircle },
  whole: { text: 'whole', color: 'ocean', Icon: IconCircleCheck },
  broken: { text: 'broken', color: 'orange', Icon: IconCircleX },
} as const

/** How much was tried in all, and whether the record of it is what was written. */
export function ChainPanel({ chain, books }: ChainPanelProps) {
  const check = useAction('ledger.view')
  const [checked, setChecked] = useState<LedgerChain | null>(null)
  const verify = async () => {
    const read = await check.run({ symbols: null, verify: true })
    if (read.ok) setChecked(read.value.chain)
  }
  // What was written since is not checked.
  const shown =
    checked !== null && (checked.state === 'broken' || checked.headHash === chain.headHash) ? checked : chain
  const { text, color, Icon } = FACES[shown.state]
  const sum = (read: (book: LedgerBook) => number) => books.reduce((total, book) => total + read(book), 0)
  return (
    <Panel
      title="Ledger of this home"
      description="Each trial is written down before its result is known; each entry holds the hash of the one before it, so that nothing can be taken out unseen."
      actions={
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconLink size={14} />}
          loading={check.running}
          title="Recomputes the chain of hashes over every entry"
          onClick={() => void verify()}
        >
          Verify the chain
        </Button>
      }
    >
      <div className="ledger-stats">
        <Stat
          label="Trials"
          value={countText(sum(({ trials }) => trials))}
          explanation="Evaluations of a configuration on a set of data, each once. Over all instruments."
        />
        <Stat
          label="Hold-out openings"
          value={countText(sum(({ openings }) => openings))}
          explanation="How often a configuration was looked at on a sealed span. The second look at the same span is worth less than the first."
        />
        <Stat label="Entries" value={countText(shown.entries)} explanation="Links of the chain." />
        <div className="stat" role="status">
          <div className="stat-label">Chain</div>
          <Badge color={color} variant="light" tt="none" leftSection={<Icon size={13} aria-hidden="true" />}>
            {text}
          </Badge>
        </div>
        <div className="stat">
          <div className="stat-label">Newest entry</div>
          <span className="code" title={shown.headHash ?? undefined}>
            {shown.headHash?.slice(0, 12) ?? 'none'}
          </span>
        </div>
      </div>
      {shown.trouble === null ? null : <TroubleNote trouble={shown.trouble} />}
    </Panel>
  )
}
