import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { SpecField } from '../../../core/contract/workbench/specForm.ts'
import { startOf } from './specStarts.ts'
import { type Place, type SpecTools, valueAt } from './specTools.ts'

type SpecRowsProps = {
  readonly fields: readonly SpecField[]
  readonly path: Place
  readonly tools: SpecTools
  /** The fields of the row that stands there. */
  inside(path: Place): ReactNode
}

/** A list of groups, in their order. */
export function SpecRows({ fields, path, tools, inside }: SpecRowsProps) {
  const value = valueAt(tools.values, path)
  const rows: readonly unknown[] = Array.isArray(value) ? value : []
  return (
    <>
      {rows.map((_row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name but its place
        <fieldset key={at} className="spec-row">
          <legend>
            {at + 1}{' '}
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={`Take row ${at + 1} out of ${path.join(' ')}`}
              onClick={() => tools.edit([...path, at], undefined)}
            >
              ×
            </Button>
          </legend>
          {inside([...path, at])}
        </fieldset>
      ))}
      <Button
        size="compact-xs"
        variant="default"
        disabled={tools.isDisabled}
        onClick={() =>
          tools.edit([...path, rows.length], startOf({ kind: 'group', fields, sort: null }, '', undefined))
        }
      >
        Add a row
      </Button>
    </>
  )
}
