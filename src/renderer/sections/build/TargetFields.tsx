import { NativeSelect, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FamiliesView, NumberParameterView } from '../../../core/contract/workbench/matrixViews.ts'
import { specField, withSpecField } from '../../parts/specText.ts'
import { readTarget, targetText } from './targetChoice.ts'

type TargetFieldsProps = { readonly families: FamiliesView; readonly text: string; onText(text: string): void }

/** What a row is to foretell, and its numbers. */
export function TargetFields({ families: { targets }, text, onText }: TargetFieldsProps) {
  const written = specField(text, ['target'])
  const choice = typeof written === 'string' ? readTarget(written.replace(/^(['"])(.*)\1$/, '$2'), targets) : null
  const change = (next: string) => onText(withSpecField(text, ['target'], next === '' ? null : next))
  const isElsewhere = written === undefined || written === '' || (written?.startsWith('{') ?? false)
  if (isElsewhere)
    return (
      <Text size="xs" c="dimmed">
        The target is written as fields: change it in the YAML.
      </Text>
    )
  return (
    <>
      <NativeSelect
        size="xs"
        label="target"
        description={choice?.family.formula}
        inputWrapperOrder={['label', 'input', 'description']}
        data={[
          ...(choice === null ? [{ value: '', label: written ?? 'not said' }] : []),
          ...targets.map(({ name, title }) => ({ value: name, label: title })),
        ]}
        value={choice?.family.name ?? ''}
        onChange={(event) => {
          const family = targets.find(({ name }) => name === event.currentTarget.value)
          if (family === undefined) return
          const numbers = family.parameters.map(({ standard }) => standard)
          change(targetText({ family, numbers, rule: family.needsRule ? 'price_momentum_20' : null }))
        }}
      />
      {choice === null ? null : (
        <div className="spec-pairs">
          {choice.family.parameters.map((parameter, at) => (
            <TargetNumber
              key={parameter.name}
              parameter={parameter}
              value={choice.numbers[at]!}
              onValue={(value) =>
                change(
                  targetText({ ...choice, numbers: choice.numbers.map((one, place) => (place === at ? value : one)) }),
                )
              }
            />
          ))}
          {choice.rule === null ? null : (
            <TextInput
              size="xs"
              label="rule"
              description="The feature whose sign is the side."
              inputWrapperOrder={['label', 'input', 'description']}
              value={choice.rule}
              onChange={(event) => change(targetText({ ...choice, rule: event.currentTarget.value }))}
            />
          )}
        </div>
      )}
    </>
  )
}

type TargetNumberProps = {
  readonly parameter: NumberParameterView
  readonly value: number
  onValue(value: number): void
}

function TargetNumber({ parameter, value, onValue }: TargetNumberProps) {
  const { name, meaning, least, most, isWhole } = parameter
  const [text, setText] = useState(String(value))
  const number = Number(text)
  const isNumber = text.trim() !== '' && number >= least && number <= most && (!isWhole || Number.isInteger(number))
  return (
    <TextInput
      size="xs"
      type="number"
      label={name}
      description={`${meaning}; ${least} to ${most}`}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={isNumber ? undefined : `${isWhole ? 'A whole number' : 'A number'} from ${least} to ${most}`}
      value={number === value || !isNumber ? text : String(value)}
      onChange={(event) => {
        const next = event.currentTarget.value
        setText(next)
        if (next.trim() !== '' && Number.isFinite(Number(next))) onValue(Number(next))
      }}
    />
  )
}
