import { Button } from '@mantine/core'
import { useEngineHold } from '../data/useEngineHold.ts'
import { useLink } from '../data/useLink.ts'

/** A thin bar over everything while there is no engine behind the page. */
export function LinkBar() {
  const { engine } = useEngineHold()
  const link = useLink()
  if (link.status === 'session-over')
    return (
      <div className="link-bar" role="alert">
        The engine was started again and does not know this page. Open the address that "assay serve" printed last.
      </div>
    )
  if (link.status === 'open' || (link.status === 'connecting' && link.epoch === 0)) return null
  return (
    <div className="link-bar" role="alert">
      {link.status === 'connecting'
        ? 'Connection to the engine lost, trying again now …'
        : `Connection to the engine lost, trying again in ${link.retryInSeconds} s`}
      <Button size="compact-xs" variant="default" disabled={link.status !== 'lost'} onClick={engine.retry}>
        Try now
      </Button>
    </div>
  )
}
