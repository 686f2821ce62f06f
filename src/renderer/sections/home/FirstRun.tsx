import { Button } from '@mantine/core'
import { IconFlask, IconPlus } from '@tabler/icons-react'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useSampleWorkspace } from './useSampleWorkspace.ts'

export function FirstRun({ home, onCreate }: { readonly home: string; onCreate(): void }) {
  const sample = useSampleWorkspace()
  return (
    <EmptyState
      title="No workspace yet"
      text={
        <>
          <p>
            A workspace holds one pair or universe: its data, its runs, its results. All of it is kept on this machine,
            in <code className="code">{home}</code>.
          </p>
          <p>
            The sample workspace is filled with synthetic prices that hold a planted edge, and the whole pipeline is run
            on it. Its parts become visible in the sections on the left as they are finished.
          </p>
        </>
      }
      action={
        <>
          <Button leftSection={<IconFlask size={15} />} loading={sample.running} onClick={() => void sample.begin()}>
            Create a sample workspace
          </Button>
          <Button variant="default" leftSection={<IconPlus size={15} />} disabled={sample.running} onClick={onCreate}>
            New workspace for my own data
          </Button>
        </>
      }
    />
  )
}
