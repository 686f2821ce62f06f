import type { ReactNode } from 'react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'

type BesideProps = {
  /** Under which the widths are remembered. */
  readonly id: string
  readonly children: ReactNode
  /** Null: nothing stands beside. */
  readonly aside: ReactNode | null
  readonly asideLabel: string
}

/** Content, and beside it what is looked at closely, each scrolling by itself; the line between them can be moved. */
export function Beside({ id, children, aside, asideLabel }: BesideProps) {
  const panelIds = aside === null ? ['beside-content'] : ['beside-content', 'aside']
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id, panelIds })
  return (
    <Group
      className="beside"
      orientation="horizontal"
      id={id}
      onLayoutChanged={onLayoutChanged}
      {...(defaultLayout === undefined ? {} : { defaultLayout })}
    >
      <Panel id="beside-content" minSize={360}>
        {children}
      </Panel>
      {aside === null ? null : (
        <>
          <Separator className="separator beside-line" aria-label={`Width of ${asideLabel}`} />
          <Panel id="aside" defaultSize="52%" minSize={400}>
            <aside className="beside-aside" aria-label={asideLabel}>
              {aside}
            </aside>
          </Panel>
        </>
      )}
    </Group>
  )
}
