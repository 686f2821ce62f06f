import { useEffect, useRef } from 'react'
import { useAction } from '../../data/useAction.ts'
import { useCall } from '../../data/useCall.ts'
import { SPEC_FORMS, type SpecKind } from '../specFields.ts'
import { SpecFields } from './SpecFields.tsx'
import type { Place, SpecTools } from './specTools.ts'

type SpecFormProps = {
  readonly kind: SpecKind
  readonly text: string
  readonly opened: boolean
  onText(text: string): void
}

/** Every field that the schema declares, with what the text says of it; each change goes into the text, whose comments stay. */
export function SpecForm({ kind, text, opened, onText }: SpecFormProps) {
  const values = useCall('specs.values', { text }, { enabled: opened })
  const strategies = useCall('strategies.list', {}, { enabled: opened })
  const write = useAction('specs.edit')
  const latest = useRef(text)
  useEffect(() => {
    latest.current = text
  }, [text])
  const held = useRef<unknown>(null)
  if (values.value !== null) held.current = values.value
  const edit = async (path: Place, value: unknown) => {
    const before = latest.current
    const edited = await write.run({
      text: before,
      path: [...path],
      ...(value === undefined ? {} : { value: json(value) }),
    })
    if (edited.ok && latest.current === before) onText(edited.value.text)
  }
  const tools: SpecTools = {
    values: values.value ?? held.current,
    strategies: strategies.value ?? [],
    isDisabled: values.trouble !== null,
    edit: (path, value) => void edit(path, value),
  }
  return <SpecFields fields={SPEC_FORMS[kind]} path={[]} tools={tools} />
}

function json(value: unknown) {
  return JSON.parse(JSON.stringify(value))
}
