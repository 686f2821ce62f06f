import { Alert, Button } from '@mantine/core'
import { IconAlertTriangle, IconSchool } from '@tabler/icons-react'
import type { Ref } from 'react'
import type { BuiltMatrixView } from '../../../core/contract/workbench/matrixViews.ts'
import { useSettings } from '../../data/useSettings.ts'
import { usePlace } from '../../state/place.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stat } from '../../ui/Stat.tsx'
import { timeText } from '../../ui/timeText.ts'
import type { RowSteps } from '../../ui/useTakenRow.ts'
import { ColumnsPanel } from './ColumnsPanel.tsx'
import { CorrelationsPanel } from './CorrelationsPanel.tsx'
import { FindingsPanel } from './FindingsPanel.tsx'

type BuiltReportProps = {
  readonly view: BuiltMatrixView
  readonly selected: string | null
  readonly steps: Ref<RowSteps>
  onColumn(name: string): void
}

/** One built matrix: whether it can be trusted, what was found in it, its columns, and what it was made of. */
export function BuiltReport({ view, selected, steps, onColumn }: BuiltReportProps) {
  const { passport, report } = view
  return (
    <>
      <Trust view={view} />
      <MatrixStats view={view} />
      <FindingsPanel checks={report.checks} onColumn={onColumn} />
      <ColumnsPanel columns={report.columns} selected={selected} steps={steps} onColumn={onColumn} />
      <CorrelationsPanel map={report.correlations} />
      <Panel
        title="Assumed, because nobody said otherwise"
        description="Every one of these decides the values of the matrix."
        flush
      >
        <DataTable
          columns={ASSUMED_COLUMNS}
          rows={passport.assumptions}
          rowKey={({ field }) => field}
          label="What was assumed"
          emptyText="Nothing was assumed."
        />
      </Panel>
      <Panel title="Made of" description={`Files: ${view.files.join(', ')}`} flush>
        <DataTable
          columns={INPUT_COLUMNS}
          rows={passport.inputs}
          rowKey={({ name }) => name}
          height={260}
          label="What the matrix was made of, with its hashes"
        />
      </Panel>
    </>
  )
}

function Trust({ view: { passport } }: Pick<BuiltReportProps, 'view'>) {
  const { go } = usePlace()
  const { trusted, synthetic, sha256 } = passport
  const words = [
    ...(trusted
      ? []
      : ['Not to be trusted: its report has errors, and nothing is learned from it unless somebody says so.']),
    ...(synthetic === null ? [] : ['The bars are synthetic: what is found in them proves nothing about a market.']),
  ]
  return (
    <>
      {words.length === 0 ? null : (
        <Alert color={trusted ? 'orange' : 'red'} variant="light" icon={<IconAlertTriangle size={18} />} role="note">
          {words.map((text) => (
            <div key={text}>{text}</div>
          ))}
        </Alert>
      )}
      <Button
        className="build-next"
        size="xs"
        variant="default"
        leftSection={<IconSchool size={14} />}
        onClick={() => go({ section: 'model', at: `train.${sha256.slice(0, 8)}` })}
      >
        Train a model on it
      </Button>
    </>
  )
}

function MatrixStats({ view: { passport, report } }: Pick<BuiltReportProps, 'view'>) {
  const { timeZone } = useSettings()
  const { target, leftOut } = passport
  return (
    <div className="build-stats">
      <Stat label="Rows" value={countText(passport.rows)} explanation="One a bar and instrument." />
      <Stat
        label="With a target"
        value={countText(passport.labelledRows)}
        explanation="The newest rows have none: what is to be foretold has not come about yet."
      />
      <Stat label="Features" value={countText(passport.features.length)} />
      <Stat label="Target" value={target.name} explanation={target.formula} />
      <Stat
        label="Foretells"
        value={target.task === 'classification' ? 'a class' : 'an amount'}
        explanation={target.task === 'classification' ? 'Classification: 1 or 0.' : 'Regression: the value itself.'}
      />
      <Stat
        label="Looks ahead"
        value={countText(target.horizonBars)}
        unit="bars"
        explanation="The most bars that a label reaches ahead; training and tests are kept so far apart at least."
      />
      <Stat
        label="Left out"
        value={countText(leftOut.warmUp)}
        unit="rows"
        explanation="Rows at the beginning in which some feature had no value yet."
      />
      <Stat
        label="Sealed"
        value={countText(leftOut.sealed)}
        unit="rows"
        explanation={
          passport.holdOutStart === null
            ? 'No hold-out is sealed on these instruments.'
            : `The hold-out begins at ${timeText(passport.holdOutStart, timeZone)} ${timeZone}; none of its rows is in the matrix.`
        }
      />
      <Stat label={`First bar, ${timeZone}`} value={timeText(passport.firstTime, timeZone)} />
      <Stat label={`Last bar, ${timeZone}`} value={timeText(passport.lastTime, timeZone)} />
      <Stat label="Examined rows" value={countText(report.rows)} explanation="Those with a target." />
    </div>
  )
}

type Assumed = BuiltMatrixView['passport']['assumptions'][number]
type Input = BuiltMatrixView['passport']['inputs'][number]

const ASSUMED_COLUMNS: readonly DataColumn<Assumed>[] = [
  {
    key: 'field',
    title: 'Field',
    width: 220,
    value: ({ field }) => field,
    text: ({ field }) => <span className="code">{field}</span>,
  },
  { key: 'value', title: 'Taken to be', width: 460, value: ({ value }) => value },
]

const INPUT_COLUMNS: readonly DataColumn<Input>[] = [
  { key: 'name', title: 'Input', width: 300, value: ({ name }) => name },
  {
    key: 'sha256',
    title: 'SHA-256 of its content',
    width: 460,
    value: ({ sha256 }) => sha256,
    text: ({ sha256 }) => (
      <span className="code" title={sha256}>
        {sha256}
      </span>
    ),
  },
]
