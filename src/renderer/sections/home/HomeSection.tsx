import { Button, Modal } from '@mantine/core'
import { useDisclosure, useWindowEvent } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useCall } from '../../data/useCall.ts'
import { Loading } from '../../ui/Loading.tsx'
import { countText } from '../../ui/numberText.ts'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { CreateWorkspace } from './CreateWorkspace.tsx'
import { FirstRun } from './FirstRun.tsx'
import { RemoveWorkspace } from './RemoveWorkspace.tsx'
import { RepairManifest } from './RepairManifest.tsx'
import { WorkspaceTile } from './WorkspaceTile.tsx'
import './home.css'

/** All workspaces as cards. */
export function HomeSection() {
  const { value, trouble, reload } = useCall('home.show', {})
  useWindowEvent('focus', reload)
  const [creating, create] = useDisclosure(false)
  const [removing, setRemoving] = useState<string | null>(null)
  const [repairing, setRepairing] = useState<string | null>(null)
  if (trouble !== null) {
    const again = (
      <Button variant="default" size="compact-xs" onClick={reload}>
        Try again
      </Button>
    )
    return <TroubleNote trouble={trouble} action={again} />
  }
  if (value === null) return <Loading label="Looking for workspaces" />
  const count = value.workspaces.length
  return (
    <div className="home">
      {count === 0 ? (
        <FirstRun home={value.home} onCreate={create.open} />
      ) : (
        <>
          <div className="home-head">
            <h2 className="home-title">Workspaces</h2>
            <span className="home-count">
              {countText(count)} in <code className="code">{value.home}</code>
            </span>
            <Button leftSection={<IconPlus size={15} />} onClick={create.open}>
              New workspace
            </Button>
          </div>
          <div className="tiles">
            {value.workspaces.map((card) => (
              <WorkspaceTile
                key={card.name}
                card={card}
                onRemove={() => setRemoving(card.name)}
                onRepair={() => setRepairing(card.name)}
              />
            ))}
          </div>
        </>
      )}
      <CreateWorkspace opened={creating} onClose={create.close} />
      <RemoveWorkspace name={removing} onClose={() => setRemoving(null)} />
      <Modal
        opened={repairing !== null}
        onClose={() => setRepairing(null)}
        title={`Manifest of ${repairing ?? ''}`}
        size={900}
      >
        {repairing === null ? null : <RepairManifest workspace={repairing} onDone={() => setRepairing(null)} />}
      </Modal>
    </div>
  )
}
