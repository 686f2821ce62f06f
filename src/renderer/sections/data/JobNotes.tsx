const SHOWN_NOTES = 4

/** The newest of what a job said. */
export function JobNotes({ notes }: { readonly notes: readonly string[] }) {
  if (notes.length === 0) return null
  return (
    <ul
      style={{
        margin: 0,
        paddingLeft: 18,
        color: 'var(--mantine-color-dimmed)',
        fontSize: 12,
        overflowWrap: 'anywhere',
      }}
    >
      {notes.slice(-SHOWN_NOTES).map((text, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same note may come twice
        <li key={place}>{text}</li>
      ))}
    </ul>
  )
}
