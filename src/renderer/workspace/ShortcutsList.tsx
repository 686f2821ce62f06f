import { Modal } from '@mantine/core'
import { SECTION_FACES } from './sectionFaces.ts'

const OTHERS: readonly (readonly [string, string])[] = [
  ['Ctrl K', 'Search: go anywhere, start a run'],
  ['?', 'This list'],
  ['↑ ↓ PgUp PgDn', 'Move in a table that has the focus'],
  ['Enter', 'Take the row of a table'],
  ['Esc', 'Close what is open'],
]

export function ShortcutsList({ opened, onClose }: { readonly opened: boolean; onClose(): void }) {
  const sections = Object.values(SECTION_FACES).map(({ title, key }) => [`g ${key}`, `Go to ${title}`] as const)
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" size="md">
      <dl className="shortcuts">
        {[...OTHERS, ...sections].map(([keys, text]) => (
          <div key={keys} className="shortcut">
            <dt>
              <kbd className="key">{keys}</kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
