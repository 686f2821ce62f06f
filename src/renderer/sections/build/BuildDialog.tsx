import { MultiSelect, Text } from '@mantine/core'
import { useState } from 'react'
import type { FamiliesView } from '../../../core/contract/workbench/matrixViews.ts'
import type { Instrument } from '../../../core/market/instrument.ts'
import { useCall } from '../../data/useCall.ts'
import { SpecEditor } from '../../parts/SpecEditor.tsx'
import { SpecLine } from '../../parts/SpecLine.tsx'
import { specList, withSpecList } from '../../parts/specList.ts'
import { specField } from '../../parts/specText.ts'
import { Loading } from '../../ui/Loading.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { chosenFeatures, featureGroups, listOfFeature, withFeatures } from './featureChoice.ts'
import { TargetFields } from './TargetFields.tsx'

type BuildDialogProps = { readonly workspace: string; readonly opened: boolean; onClose(): void }

const START = `# What is not said is assumed, and listed in the result.
features:
  price_data: [log_return]
  indicators: [RSI_14, ATR_14, BB_20]
  custom: [volume_ratio]
target: direction_5
`

const FREQUENCIES = ['1m', '5m', '15m', '30m', '1h', '4h', '1d'] as const

/** The form that builds a matrix: instruments, range, features, what is to be foretold, and the same as YAML. */
export function BuildDialog({ workspace, opened, onClose }: BuildDialogProps) {
  const [text, setText] = useState(START)
  const families = useCall('features.families', {}, { enabled: opened })
  const manifest = useCall('workspace.manifest', { workspace }, { enabled: opened })
  const trouble = families.trouble ?? manifest.trouble
  return (
    <SpecEditor
      workspace={workspace}
      kind="build"
      title="Build a matrix"
      verb="Build the matrix"
      note="Nothing of the sealed hold-out comes into it. The same configuration on the same data is made once."
      text={text}
      onText={setText}
      request={{ kind: 'build', spec: text }}
      opened={opened}
      onClose={onClose}
    >
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      {families.value === null || manifest.value === null ? (
        trouble === null && <Loading label="What a matrix may be built of" />
      ) : (
        <BuildFields
          families={families.value}
          instruments={manifest.value.workspace.instruments}
          interval={manifest.value.workspace.interval}
          text={text}
          onText={setText}
        />
      )}
    </SpecEditor>
  )
}

type BuildFieldsProps = {
  readonly families: FamiliesView
  readonly instruments: readonly Instrument[]
  readonly interval: string
  readonly text: string
  onText(text: string): void
}

function BuildFields({ families, instruments, interval, text, onText }: BuildFieldsProps) {
  const symbols = instruments.map(({ symbol }) => symbol)
  return (
    <>
      <fieldset className="spec-group">
        <legend>Rows</legend>
        <InstrumentField symbols={symbols} text={text} onText={onText} />
        <div className="spec-pairs">
          <SpecLine
            text={text}
            onText={onText}
            path={['start_date']}
            standard="the first bar"
            help="As in 2023-01-01."
          />
          <SpecLine
            text={text}
            onText={onText}
            path={['end_date']}
            standard="the hold-out"
            help="Its day counts whole."
          />
          <SpecLine
            text={text}
            onText={onText}
            path={['frequency']}
            choices={FREQUENCIES}
            standard={interval}
            help="A longer one than that of the stored bars."
          />
        </div>
      </fieldset>
      <fieldset className="spec-group">
        <legend>Features</legend>
        <FeatureField families={families} symbols={symbols} text={text} onText={onText} />
      </fieldset>
      <fieldset className="spec-group">
        <legend>Target</legend>
        <TargetFields families={families} text={text} onText={onText} />
      </fieldset>
    </>
  )
}

type FieldProps = { readonly symbols: readonly string[]; readonly text: string; onText(text: string): void }

function InstrumentField({ symbols, text, onText }: FieldProps) {
  const single = specField(text, ['ticker'])
  const chosen = specList(text, ['tickers'])
  if (typeof single === 'string' && single !== '')
    return (
      <Text size="xs" c="dimmed">
        The YAML names one instrument: {single}.
      </Text>
    )
  return (
    <MultiSelect
      size="xs"
      label="tickers"
      placeholder={chosen?.length === 0 ? `all of the workspace: ${symbols.join(', ')}` : ''}
      disabled={chosen === undefined}
      data={[...new Set([...symbols, ...(chosen ?? [])])]}
      value={[...(chosen ?? [])]}
      onChange={(next) => onText(withSpecList(text, ['tickers'], next))}
      searchable
    />
  )
}

function FeatureField({ families, symbols, text, onText }: FieldProps & { readonly families: FamiliesView }) {
  const chosen = chosenFeatures(text)
  if (chosen === undefined)
    return (
      <Text size="xs" c="dimmed">
        The lists stand on several lines: change them in the YAML.
      </Text>
    )
  const groups = featureGroups(families, [], symbols[1] ?? null)
  const known = new Set(groups.flatMap(({ items }) => items))
  const others = chosen.filter((name) => !known.has(name))
  const data = [
    ...groups.map(({ group, items }) => ({ group, items: [...items] })),
    ...(others.length === 0 ? [] : [{ group: 'with other numbers, tables, own', items: others }]),
  ]
  return (
    <MultiSelect
      size="xs"
      label="features"
      description="By name with its numbers: other numbers, tables and features of your own are written in the YAML."
      data={data}
      value={[...chosen]}
      onChange={(next) => onText(withFeatures(text, next, (name) => listOfFeature(groups, name)))}
      searchable
      limit={200}
      maxDropdownHeight={260}
      nothingFoundMessage="No feature of that name"
    />
  )
}
