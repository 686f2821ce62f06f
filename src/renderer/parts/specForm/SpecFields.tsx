import { NativeSelect } from '@mantine/core'
import { fitsNode, type SpecField, type SpecNode } from '../../../core/contract/workbench/specForm.ts'
import { Explained } from '../../ui/Explained.tsx'
import { SpecLeaf } from './SpecLeaf.tsx'
import { SpecRecord } from './SpecRecord.tsx'
import { SpecRows } from './SpecRows.tsx'
import { startOf } from './specStarts.ts'
import { declaredFields, type Place, type SpecTools, valueAt } from './specTools.ts'

type FieldsProps = { readonly fields: readonly SpecField[]; readonly path: Place; readonly tools: SpecTools }

/** The fields of a group: plain ones beside each other, what holds others below. */
export function SpecFields({ fields, path, tools }: FieldsProps) {
  const isPlain = ({ node }: SpecField) => leafOf(node) !== null
  return (
    <>
      <div className="spec-fields">
        {fields.filter(isPlain).map((field) => (
          <SpecLeaf
            key={field.key}
            field={field}
            node={leafOf(field.node) ?? field.node}
            path={[...path, field.key]}
            tools={tools}
          />
        ))}
      </div>
      {fields
        .filter((field) => !isPlain(field))
        .map((field) => (
          <SpecPart key={field.key} field={field} path={[...path, field.key]} tools={tools} />
        ))}
    </>
  )
}

type PartProps = { readonly field: SpecField; readonly path: Place; readonly tools: SpecTools }

function SpecPart({ field, path, tools }: PartProps) {
  const isSaid = valueAt(tools.values, path) !== undefined
  return (
    <details className="spec-group" open={isSaid || undefined}>
      <summary>
        <Explained definition={field.meaning ?? undefined}>{field.key}</Explained>
        {isSaid ? null : <span className="panel-description"> not said</span>}
      </summary>
      <SpecInside node={field.node} field={field} path={path} tools={tools} />
    </details>
  )
}

type InsideProps = PartProps & { readonly node: SpecNode }

function SpecInside({ node, field, path, tools }: InsideProps) {
  const declared = node.kind === 'record' ? declaredFields(tools, path) : []
  if (declared.length > 0) return <SpecFields fields={declared} path={path} tools={tools} />
  switch (node.kind) {
    case 'group':
      return <SpecFields fields={node.fields} path={path} tools={tools} />
    case 'record':
      return (
        <SpecRecord
          item={node.item}
          path={path}
          tools={tools}
          inside={(key, place) => (
            <SpecInside
              node={node.item}
              field={{ key, node: node.item, required: false, standard: null, meaning: null }}
              path={place}
              tools={tools}
            />
          )}
        />
      )
    case 'list':
      if (node.item.kind === 'group') return <Rows fields={node.item.fields} path={path} tools={tools} />
      return <SpecLeaf field={field} node={node} path={path} tools={tools} />
    case 'one-of':
      return <OneOf node={node} field={field} path={path} tools={tools} />
    default:
      return <SpecLeaf field={field} node={node} path={path} tools={tools} />
  }
}

function Rows({ fields, path, tools }: FieldsProps) {
  const inside = (place: Place) => <SpecFields fields={fields} path={place} tools={tools} />
  return <SpecRows fields={fields} path={path} tools={tools} inside={inside} />
}

type OneOfProps = PartProps & { readonly node: Extract<SpecNode, { kind: 'one-of' }> }

/** Which of several forms a value has, and that one's fields. */
function OneOf({ node, field, path, tools }: OneOfProps) {
  const value = valueAt(tools.values, path)
  const at = value === undefined ? -1 : node.choices.findIndex((choice) => fitsNode(choice, value))
  const chosen = node.choices[at]
  const choose = (label: string) => {
    const next = node.choices.find((choice) => wordsOf(choice) === label)
    tools.edit(path, next === undefined ? undefined : startOf(next, field.key, value))
  }
  return (
    <div className={chosen === undefined || leafOf(chosen) !== null ? 'spec-fields' : undefined}>
      <NativeSelect
        size="xs"
        label={node.choices[0]?.kind === 'group' ? (node.choices[0].sort?.key ?? 'form') : 'form'}
        aria-label={`${path.join(' ')} form`}
        disabled={tools.isDisabled}
        value={chosen === undefined ? '' : wordsOf(chosen)}
        data={[{ value: '', label: 'not said' }, ...node.choices.map(wordsOf)]}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {chosen === undefined || chosen.kind === 'nothing' ? null : (
        <SpecInside node={chosen} field={{ ...field, standard: null }} path={path} tools={tools} />
      )}
    </div>
  )
}

const KIND_WORDS = {
  number: 'a number',
  'whole-number': 'a whole number',
  'yes-no': 'yes or no',
  text: 'a text',
  choice: 'a name',
  nothing: 'none',
  any: 'as written',
  list: 'values',
  record: 'fields',
  'one-of': 'one of several',
} as const

function wordsOf(node: SpecNode): string {
  if (node.kind !== 'group') return KIND_WORDS[node.kind]
  if (node.fields.some(({ key }) => key === 'from')) return 'a range'
  return node.sort?.value ?? node.fields.map(({ key }) => key).join(', ')
}

/** The one plain node of a field, where "none" is all that may stand in its place; else null. */
function leafOf(node: SpecNode): SpecNode | null {
  if (node.kind === 'one-of') {
    const others = node.choices.filter(({ kind }) => kind !== 'nothing')
    return others.length === 1 && others[0] !== undefined ? leafOf(others[0]) : null
  }
  if (node.kind === 'list') return node.item.kind === 'group' ? null : node
  return node.kind === 'group' || node.kind === 'record' ? null : node
}
