import { Table } from '@mantine/core'
import { Fragment } from 'react'
import type {
  FamilyColumnView,
  FamilyVersionView,
  FamilyView,
  NumberParameterView,
} from '../../../core/contract/workbench/matrixViews.ts'
import { AsideHead } from '../../ui/AsideHead.tsx'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'

type FamilyInspectorProps = {
  readonly family: FamilyView
  onStep(rows: number): void
  onClose(): void
}

/** A definition whole: how it is asked for, its numbers, and the columns that it gives. */
export function FamilyInspector({ family, onStep, onClose }: FamilyInspectorProps) {
  const { name, aliases, title, kind, asked, versions } = family
  const [newest, ...older] = versions
  if (newest === undefined) return null
  return (
    <div className="aside-stack">
      <AsideHead
        title={<span className="build-name">{name}</span>}
        text={`${title}; ${kind}`}
        what="feature"
        onStep={onStep}
        onClose={onClose}
      />
      <Panel title="Asked for as">
        <p className="build-asked">
          <code className="code">{kind === 'pair' ? `${asked}(SYMBOL)` : asked}</code>
        </p>
        <p className="panel-description">
          {kind === 'pair' ? 'In brackets: the instrument that it is set against. ' : ''}
          {aliases.length === 0 ? '' : `Also by the name ${aliases.join(', ')}. `}
          {older.length === 0
            ? 'It has one version.'
            : `Older versions stay available: ${older.map(({ version }) => `${name}@${version}`).join(', ')}.`}
        </p>
        {newest.parameters.length === 0 ? null : <Parameters parameters={newest.parameters} />}
      </Panel>
      {versions.map((version) => (
        <VersionPanel key={version.version} version={version} isOnly={versions.length === 1} />
      ))}
    </div>
  )
}

function Parameters({ parameters }: { readonly parameters: readonly NumberParameterView[] }) {
  return (
    <Table className="build-parameters" aria-label="Numbers behind the name">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Number</Table.Th>
          <Table.Th>Meaning</Table.Th>
          <Table.Th ta="right">Standard</Table.Th>
          <Table.Th ta="right">From</Table.Th>
          <Table.Th ta="right">To</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {parameters.map(({ name, meaning, standard, least, most }) => (
          <Table.Tr key={name}>
            <Table.Td>{name}</Table.Td>
            <Table.Td>{meaning}</Table.Td>
            <Table.Td ta="right">{String(standard)}</Table.Td>
            <Table.Td ta="right">{String(least)}</Table.Td>
            <Table.Td ta="right">{String(most)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function VersionPanel({ version, isOnly }: { readonly version: FamilyVersionView; readonly isOnly: boolean }) {
  const { columns } = version
  const of = isOnly ? '' : ` of version ${version.version}`
  return (
    <Panel title={columns.length === 1 ? `Its column${of}` : `Its ${countText(columns.length)} columns${of}`}>
      {columns.map((column, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name, and none ever moves
        <Fragment key={at}>
          <Column column={column} />
        </Fragment>
      ))}
    </Panel>
  )
}

function Column({ column }: { readonly column: FamilyColumnView }) {
  return (
    <dl className="build-facts build-column">
      <dt>Column</dt>
      <dd>
        <code className="code">{column.name}</code>
      </dd>
      <dt>Formula</dt>
      <dd>
        <code>{column.formula}</code>
      </dd>
      <dt>Source</dt>
      <dd>{column.source}</dd>
      <dt>Unit</dt>
      <dd>
        {column.unit}
        {column.isCategory ? '; codes of categories, not amounts' : ''}
      </dd>
      <dt>Reads</dt>
      <dd>{column.inputs.join(', ')}</dd>
      <dt>First value</dt>
      <dd>{column.warmupBars === 0 ? 'At the first bar' : `After ${countText(column.warmupBars)} earlier bars`}</dd>
    </dl>
  )
}
