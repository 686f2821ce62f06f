import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { SpecNode } from '../../../core/contract/workbench/specForm.ts'
import { startOf } from './specStarts.ts'
import { knownNames, type Place, type SpecTools, valueAt } from './specTools.ts'

type SpecRecordProps = {
  readonly item: SpecNode
  readonly path: Place
  readonly tools: SpecTools
  /** The fields of the value that stands there. */
  inside(key: string, path: Place): ReactNode
}

/** Names with a value each; a name is added, or taken out with its value. */
export function SpecRecord({ item, path, tools, inside }: SpecRecordProps) {
  const [name, setName] = useState('')
  const value = valueAt(tools.values, path)
  const there = typeof value === 'object' && value !== null ? Object.keys(value) : []
  const known = knownNames(tools, path)
  const free = known.filter((one) => !there.includes(one.name))
  const chosen = known.length === 0 ? name.trim() : (free.find((one) => one.name === name)?.name ?? free[0]?.name ?? '')
  const add = () => {
    const start = known.find((one) => one.name === chosen)?.start ?? startOf(item, chosen, undefined)
    tools.edit([...path, chosen], start)
    setName('')
  }
  const common = { size: 'xs', 'aria-label': `New name in ${path.join(' ')}`, disabled: tools.isDisabled } as const
  return (
    <>
      {there.map((key) => (
        <fieldset key={key} className="spec-row">
          <legend>
            {key}{' '}
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={`Take ${key} out of ${path.join(' ')}`}
              onClick={() => tools.edit([...path, key], undefined)}
            >
              ×
            </Button>
          </legend>
          {inside(key, [...path, key])}
        </fieldset>
      ))}
      <Group gap={6} wrap="nowrap">
        {known.length === 0 ? (
          <TextInput {...common} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        ) : (
          <NativeSelect
            {...common}
            value={chosen}
            data={free.map((one) => one.name)}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        <Button size="xs" variant="default" disabled={tools.isDisabled || chosen === ''} onClick={add}>
          Add
        </Button>
      </Group>
    </>
  )
}
