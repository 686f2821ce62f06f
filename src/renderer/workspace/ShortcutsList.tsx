import { Modal } from '@mantine/core'
import { MOD_KEY } from '../ui/modKey.ts'
import { SECTION_FACES } from './sectionFaces.ts'

const OTHERS: readonly (readonly [string, string])[] = [
  [`${MOD_KEY} K`, 'Search: go anywhere, start a run, change the theme, take the tour'],
  ['?', 'This list'],
  ['↑ ↓ PgUp PgDn Home End', 'Move in a table that has the focus'],
  ['Enter', 'Take the row of a table'],
  ['← →', 'Previous or next event or trade, while one is open'],
  ['Tab', 'The next part that can be used; at the start of the page: skip to the content'],
  ['← → ↑ ↓', 'Width or height of a part, while the line between two has the focus'],
  [`${MOD_KEY} S`, 'Save the manifest that is being written'],
  ['Esc', 'Close what is open, leave the tour'],
]

export function ShortcutsList({ opened, onClose }: { readonly opened: boolean; onClose(): void }) {
  const sections = Object.values(SECTION_FACES).map(({ title, key }) => [`g ${key}`, `Go to ${title}`] as const)
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" size="lg">
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
