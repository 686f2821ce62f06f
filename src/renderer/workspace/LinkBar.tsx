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
        <span>
          The engine was started again and does not know this page any more. Run{' '}
          <code className="code">assay serve</code> in a terminal: it prints the address of the engine that runs. Open
          that address in this browser, then press “Try again”. Nothing was lost.
        </span>
        <Button size="compact-xs" variant="default" onClick={engine.retry}>
          Try again
        </Button>
      </div>
    )
  if (link.status === 'open' || (link.status === 'connecting' && link.epoch === 0)) return null
  return (
    <div className="link-bar" role="alert">
      {link.reason === '' ? 'Connection to the engine lost.' : link.reason}{' '}
      {link.status === 'connecting' ? 'Trying again now …' : `Trying again in ${link.retryInSeconds} s.`}
      <Button size="compact-xs" variant="default" disabled={link.status !== 'lost'} onClick={engine.retry}>
        Try now
      </Button>
    </div>
  )
}
