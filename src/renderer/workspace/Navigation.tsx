import { UnstyledButton } from '@mantine/core'
import { usePlace } from '../state/place.ts'
import type { SectionName } from '../state/placeHash.ts'
import { SECTIONS } from '../state/placeHash.ts'
import { SECTION_FACES } from './sectionFaces.ts'

export function Navigation() {
  const { workspace } = usePlace()
  return (
    <nav className="navigation" aria-label="Sections">
      <NavigationItem section="home" />
      {workspace === null ? (
        <NavigationItem section="ledger" />
      ) : (
        <>
          <div className="navigation-head" title={workspace}>
            {workspace}
          </div>
          {SECTIONS.map((section) => (
            <NavigationItem key={section} section={section} />
          ))}
        </>
      )}
      <div className="navigation-rest" />
      <NavigationItem section="settings" />
    </nav>
  )
}

function NavigationItem({ section }: { readonly section: SectionName }) {
  const place = usePlace()
  const { title, key, Icon } = SECTION_FACES[section]
  const here = place.section === section
  return (
    <UnstyledButton
      className="navigation-item"
      aria-current={here ? 'page' : undefined}
      aria-keyshortcuts={`g ${key}`}
      onClick={() => place.go(section === 'home' ? { workspace: null, section } : { section })}
    >
      <Icon size={17} stroke={1.7} aria-hidden="true" />
      <span className="navigation-title">{title}</span>
      <kbd className="key">g {key}</kbd>
    </UnstyledButton>
  )
}
