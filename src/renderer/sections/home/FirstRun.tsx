import { Button } from '@mantine/core'
import { IconFlask, IconMap2, IconPlus } from '@tabler/icons-react'
import { startTour, wasTourTaken } from '../../state/tour.ts'
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
            The tour leads through the window by a sample workspace: synthetic prices that hold a planted edge, with the
            whole pipeline run on them, to a finished bundle.
          </p>
        </>
      }
      action={
        <>
          <Button
            variant={wasTourTaken() ? 'default' : 'filled'}
            leftSection={<IconMap2 size={15} />}
            disabled={sample.running}
            onClick={startTour}
          >
            Take the tour
          </Button>
          <Button
            variant="default"
            leftSection={<IconFlask size={15} />}
            loading={sample.running}
            onClick={() => void sample.begin()}
          >
            Sample workspace only
          </Button>
          <Button variant="default" leftSection={<IconPlus size={15} />} disabled={sample.running} onClick={onCreate}>
            New workspace for my own data
          </Button>
        </>
      }
    />
  )
}
