import { NativeSelect, TextInput } from '@mantine/core'
import type { FormField } from '../../core/contract/workbench/formFields.ts'
import { type SpecPath, specField, withSpecField } from './specText.ts'

type SpecLineProps = {
  readonly text: string
  onText(text: string): void
  readonly path: SpecPath
  readonly label?: string
  /** What it means, and its bounds. */
  readonly help?: string | undefined
  /** None: any text. */
  readonly choices?: readonly string[]
  /** What counts where nothing is said. */
  readonly standard?: string | undefined
}

const ORDER = ['label', 'input', 'description'] as const

/** One field of a specification that stands on a line of its own. */
export function SpecLine({ text, onText, path, label, help, choices = [], standard }: SpecLineProps) {
  const value = specField(text, path)
  const isElsewhere = value === undefined
  const common = {
    size: 'xs',
    label: label ?? path.at(-1)!,
    description: help,
    inputWrapperOrder: [...ORDER],
    disabled: isElsewhere,
    value: value ?? '',
    title: isElsewhere ? 'Written in one line with others: change it in the YAML.' : undefined,
  }
  const change = (next: string) => onText(withSpecField(text, path, next === '' ? null : next))
  const nothing = standard === undefined ? 'not said' : `${standard} (standard)`
  if (choices.length > 0)
    return (
      <NativeSelect
        {...common}
        data={[{ value: '', label: nothing }, ...choices]}
        onChange={(event) => change(event.currentTarget.value)}
      />
    )
  return <TextInput {...common} placeholder={nothing} onChange={(event) => change(event.currentTarget.value)} />
}

/** What may be chosen of a field as its schema declares it. */
export function choicesOf({ kind, choices }: FormField): readonly string[] {
  return kind === 'yes-no' ? ['true', 'false'] : choices
}
