import { Alert, Button, Group, SegmentedControl, Text } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { countText } from '../../ui/numberText.ts'
import { type MergePart, type MergeSide, mergedText, mergeParts } from './mergeTexts.ts'

type OvertakenProps = {
  /** What both began with; null where it is not known any more. */
  readonly base: string | null
  readonly mine: string
  readonly theirs: string
  onTake(): void
  onKeep(): void
  onMerge(text: string): void
}

/** Two people changed one text: every difference is shown, and for each one is chosen. What only one of them changed is chosen already. */
export function OvertakenNote({ base, mine, theirs, onTake, onKeep, onMerge }: OvertakenProps) {
  const parts = useMemo(() => mergeParts(base, mine, theirs), [base, mine, theirs])
  const differences = parts.filter((part) => part.kind === 'different')
  const [chosen, setChosen] = useState<Readonly<Record<number, MergeSide>>>({})
  const sides = differences.map(({ choice }, index) => chosen[index] ?? choice)
  const merged = mergedText(parts, sides)
  const open = sides.filter((side) => side === null).length
  let difference = -1
  return (
    <Alert color="orange" variant="light" icon={<IconUsers size={18} />} mb="sm" role="alert">
      <Text fw={600}>The manifest was changed elsewhere since you began to edit it.</Text>
      <Text>
        Nothing was overwritten. Choose for each of the {countText(differences.length)} differences what is to stand;
        what only one side changed is chosen already.
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="merge" aria-label="Differences between the text on disk and yours" tabIndex={0}>
        {parts.map((part) => {
          if (part.kind === 'same') return <SameLines key={part.at} part={part} />
          difference++
          const place = difference
          return (
            <Difference
              key={part.at}
              number={place + 1}
              part={part}
              side={sides[place] ?? null}
              onChoose={(side) => setChosen({ ...chosen, [place]: side })}
            />
          )
        })}
      </section>
      <Group gap="xs">
        <Button size="compact-xs" disabled={merged === null} onClick={() => merged !== null && onMerge(merged)}>
          {open === 0 ? 'Go on with these choices' : `${open} still to be chosen`}
        </Button>
        <Button size="compact-xs" variant="default" onClick={onTake}>
          Take what is on disk, drop mine
        </Button>
        <Button size="compact-xs" variant="default" onClick={onKeep}>
          Keep all of mine, to be saved over it
        </Button>
      </Group>
    </Alert>
  )
}

type Part<Kind extends MergePart['kind']> = Extract<MergePart, { kind: Kind }>

function SameLines({ part }: { readonly part: Part<'same'> }) {
  const { lines } = part
  const shown = lines.length <= 3 ? lines.join('\n') : `… ${countText(lines.length)} equal lines …`
  return <pre className="merge-same">{shown}</pre>
}

type DifferenceProps = {
  readonly number: number
  readonly part: Part<'different'>
  readonly side: MergeSide | null
  onChoose(side: MergeSide): void
}

function Difference({ number, part, side, onChoose }: DifferenceProps) {
  return (
    <div className="merge-difference">
      <pre className="merge-side" data-chosen={side === 'theirs' || undefined}>
        <span className="merge-whose">on disk</span>
        {linesText(part.theirs)}
      </pre>
      <pre className="merge-side" data-chosen={side === 'mine' || undefined}>
        <span className="merge-whose">yours</span>
        {linesText(part.mine)}
      </pre>
      <SegmentedControl
        size="xs"
        aria-label={`Difference ${number}: which is to stand`}
        value={side ?? ''}
        onChange={(value) => onChoose(value === 'mine' ? 'mine' : 'theirs')}
        data={[
          { value: 'theirs', label: 'On disk' },
          { value: 'mine', label: 'Yours' },
        ]}
      />
    </div>
  )
}

function linesText(lines: readonly string[]): string {
  return lines.length === 0 ? '(nothing here)' : lines.join('\n')
}
