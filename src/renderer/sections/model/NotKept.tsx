import { Button } from '@mantine/core'
import { usePlace } from '../../state/place.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'

/** A run of a version that did not keep what is to be drawn. */
export function NotKept({ what }: { readonly what: string }) {
  const { go } = usePlace()
  return (
    <EmptyState
      title="Not kept by this run"
      text={`This run was made before ${what} kept. Run the pipeline again with this version to see it here.`}
      action={
        <Button size="xs" variant="default" onClick={() => go({ section: 'pipeline' })}>
          Go to the pipeline
        </Button>
      }
    />
  )
}
