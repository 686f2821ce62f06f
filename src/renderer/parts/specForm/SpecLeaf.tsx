import { NativeSelect, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { SpecField, SpecNode } from '../../../core/contract/workbench/specForm.ts'
import { Explained } from '../../ui/Explained.tsx'
import { knownChoices, type Place, type SpecTools, valueAt } from './specTools.ts'

type SpecLeafProps = {
  readonly field: SpecField
  readonly node: SpecNode
  readonly path: Place
  readonly tools: SpecTools
}

/** A field of one value, or of a list of plain ones; empty: nothing is said. */
export function SpecLeaf({ field, node, path, tools }: SpecLeafProps) {
  const value = valueAt(tools.values, path)
  const choices = choicesOf(node, knownChoices(tools, path))
  const label = <Explained definition={definitionOf(field, node)}>{field.key}</Explained>
  const nothing = field.standard === null ? 'not said' : `${plain(field.standard)} (standard)`
  const common = { size: 'xs', label, 'aria-label': path.join(' '), disabled: tools.isDisabled } as const
  const change = (typed: string) => tools.edit(path, typed.trim() === '' ? undefined : readTyped(node, typed.trim()))
  if (choices.length > 0) {
    const said = value === undefined ? '' : String(value)
    const strange = said === '' || choices.includes(said) ? [] : [said]
    return (
      <NativeSelect
        {...common}
        value={said}
        data={[{ value: '', label: nothing }, ...choices, ...strange]}
        onChange={(event) => change(event.currentTarget.value)}
      />
    )
  }
  return <TypedField common={common} said={shownText(value)} placeholder={nothing} onTyped={change} />
}

type TypedFieldProps = {
  readonly common: object
  readonly said: string
  readonly placeholder: string
  onTyped(typed: string): void
}

/** What is typed counts once it is finished: with Enter, or where the field is left. */
function TypedField({ common, said, placeholder, onTyped }: TypedFieldProps) {
  const [typed, setTyped] = useState(said)
  useEffect(() => setTyped(said), [said])
  const finish = () => {
    if (typed !== said) onTyped(typed)
  }
  return (
    <TextInput
      {...common}
      value={typed}
      placeholder={placeholder}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish()
      }}
    />
  )
}

function choicesOf(node: SpecNode, known: readonly string[]): readonly string[] {
  if (node.kind === 'choice') return node.choices
  return node.kind === 'yes-no' ? ['true', 'false'] : known
}

/** The value that was meant; what is none of its kind goes into the text as it is, and is judged there. */
function readTyped(node: SpecNode, typed: string): unknown {
  if (node.kind === 'text' || node.kind === 'choice') return typed
  if (node.kind === 'list') return listOf(node.item, typed)
  return plainValue(typed)
}

/** `3, 5, 8`; a list within it in brackets, as in `[9, 10], [13, 14]`. */
function listOf(item: SpecNode, typed: string): unknown {
  const whole = jsonOf(`[${typed}]`)
  if (whole !== undefined) return whole
  return typed
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => (item.kind === 'text' ? one : plainValue(one)))
}

function plainValue(typed: string): unknown {
  const value = jsonOf(typed)
  return value === undefined || typeof value === 'object' ? (value === null ? null : typed) : value
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function shownText(value: unknown): string {
  if (value === undefined) return ''
  if (!Array.isArray(value)) return typeof value === 'string' ? value : JSON.stringify(value)
  return value.map((one: unknown) => (typeof one === 'string' ? one : JSON.stringify(one))).join(', ')
}

function plain(standard: string): string {
  return standard === 'null' ? 'none' : standard === '[]' ? 'none' : standard.replace(/^"|"$/g, '')
}

function definitionOf({ meaning }: SpecField, node: SpecNode): string | undefined {
  const words = [meaning, boundsOf(node)].filter((one) => one !== null)
  return words.length === 0 ? undefined : words.join(' ')
}

function boundsOf(node: SpecNode): string | null {
  if (node.kind === 'list') return 'Values with commas between them.'
  if (node.kind !== 'number' && node.kind !== 'whole-number') return null
  const { minimum, minimumIsOpen, maximum } = node
  const least = minimum === null ? null : `${minimumIsOpen ? 'above' : 'at least'} ${minimum}`
  const most = maximum === null ? null : `at most ${maximum}`
  const bounds = [least, most].filter((one) => one !== null)
  const kind = node.kind === 'number' ? 'A number' : 'A whole number'
  return bounds.length === 0 ? null : `${kind}, ${bounds.join(', ')}.`
}
