import { Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { usePlace } from '../../state/place.ts'
import { Beside } from '../../ui/Beside.tsx'

const TABS = [
  { value: 'built', title: 'Matrices' },
  { value: 'library', title: 'Feature library' },
  { value: 'own', title: 'Own features' },
  { value: 'features', title: 'Run: columns' },
  { value: 'matrices', title: 'Run: matrices' },
] as const

type BuildFrameProps = {
  readonly tab: (typeof TABS)[number]['value']
  readonly aside: ReactNode | null
  readonly asideLabel: string
  readonly children: ReactNode
}

/** One tab of the section, and what is looked at closely beside it. */
export function BuildFrame({ tab, aside, asideLabel, children }: BuildFrameProps) {
  const { go } = usePlace()
  return (
    <Beside id="assay-build" aside={aside} asideLabel={asideLabel}>
      <Tabs value={tab} onChange={(next) => go({ at: next ?? 'built' })} keepMounted={false}>
        <Tabs.List mb={10}>
          {TABS.map(({ value, title }) => (
            <Tabs.Tab key={value} value={value}>
              {title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} className="build-stack">
          {children}
        </Tabs.Panel>
      </Tabs>
    </Beside>
  )
}
