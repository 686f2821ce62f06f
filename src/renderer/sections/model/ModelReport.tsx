import { Alert, Button, Group, Select } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAlertTriangle, IconChartLine, IconHelpCircle } from '@tabler/icons-react'
import type { ModelListItem, ModelView } from '../../../core/contract/workbench/modelViews.ts'
import { scoreWord } from '../../../core/contract/workbench/scoreWords.ts'
import { ReportPanel } from '../../parts/ReportPanel.tsx'
import { SpecDialog } from '../../parts/SpecDialog.tsx'
import { countText, durationText } from '../../ui/numberText.ts'
import { Stat } from '../../ui/Stat.tsx'
import { ExportModelPanel } from './ExportModelPanel.tsx'
import { LineagePanel } from './LineagePanel.tsx'
import { LossPanels } from './LossPanels.tsx'
import { ModelFoldsPanel } from './ModelFoldsPanel.tsx'
import { ModelHoldOutPanel } from './ModelHoldOutPanel.tsx'
import { ModelImportancePanel } from './ModelImportancePanel.tsx'
import { PredictPanel } from './PredictPanel.tsx'
import { ProbabilityPanels } from './ProbabilityPanels.tsx'
import { ScoresTable } from './ScoresTable.tsx'
import { SearchPanel } from './SearchPanel.tsx'
import { StagePanel } from './StagePanel.tsx'
import { modelName, spreadText } from './scoreWords.ts'
import type { Beside } from './trainedAddress.ts'

type ModelReportProps = {
  readonly workspace: string
  readonly view: ModelView
  readonly items: readonly ModelListItem[]
  onBeside(beside: Beside): void
}

/** One version of a model: how it did on rows that it had not learned from, why, and where it comes from. */
export function ModelReport({ workspace, view, items, onBeside }: ModelReportProps) {
  const { report, manifest } = view
  return (
    <>
      <Told view={view} />
      <Ways workspace={workspace} view={view} items={items} onBeside={onBeside} />
      <ModelStats view={view} />
      <ScoresTable report={report} />
      <ModelFoldsPanel report={report} />
      <LossPanels report={report} />
      {manifest.task === 'classification' ? <ProbabilityPanels workspace={workspace} view={view} /> : null}
      <ModelImportancePanel report={report} />
      {report.search === null ? null : <SearchPanel search={report.search} lossName={scoreWord(report.loss).title} />}
      <ModelHoldOutPanel workspace={workspace} view={view} />
      <PredictPanel workspace={workspace} view={view} />
      <StagePanel workspace={workspace} view={view} />
      <LineagePanel view={view} />
      <ExportModelPanel workspace={workspace} view={view} />
      <ReportPanel workspace={workspace} result={modelName(view.version)} />
    </>
  )
}

/** What changes how all of it is to be read comes first. */
function Told({ view: { manifest, report } }: { readonly view: ModelView }) {
  const all = [
    ...(manifest.synthetic === null ? [] : ['Trained on synthetic bars: it proves nothing about a market.']),
    ...manifest.warnings,
  ]
  return (
    <>
      {all.length === 0 ? null : (
        <Alert color="orange" variant="light" icon={<IconAlertTriangle size={18} />} role="note">
          {all.map((text) => (
            <div key={text}>{text}</div>
          ))}
        </Alert>
      )}
      {[...new Set([...manifest.notes, ...report.notes])].map((note) => (
        <div key={note} className="panel-description">
          {note}
        </div>
      ))}
    </>
  )
}

function Ways({ workspace, view, items, onBeside }: ModelReportProps) {
  const [opened, dialog] = useDisclosure(false)
  const { manifest, version, isCurrent } = view
  const own = modelName(version)
  const others = items.filter((item) => modelName(item.version) !== own && item.version.task === manifest.task)
  const why: Beside = {
    kind: 'why',
    symbol: manifest.instruments[0]!,
    timeMs: Date.parse(manifest.lastTime),
    latest: true,
  }
  return (
    <Group gap="sm">
      <Button
        size="xs"
        leftSection={<IconChartLine size={14} />}
        disabled={!isCurrent}
        title={
          isCurrent
            ? 'Its out-of-fold predictions are traded.'
            : 'The name of the model stands for another version: put this one into production to trade it.'
        }
        onClick={dialog.open}
      >
        Backtest this model
      </Button>
      <Button size="xs" variant="default" leftSection={<IconHelpCircle size={14} />} onClick={() => onBeside(why)}>
        Why a prediction
      </Button>
      {others.length === 0 ? null : (
        <Select
          aria-label="Compare with"
          placeholder="Compare with …"
          w={330}
          value={null}
          data={others.map((item) => modelName(item.version))}
          onChange={(model) => model !== null && onBeside({ kind: 'versus', model })}
          searchable
        />
      )}
      <SpecDialog
        workspace={workspace}
        kind="backtest"
        model={manifest.modelId}
        opened={opened}
        onClose={dialog.close}
      />
    </Group>
  )
}

function ModelStats({ view: { report, version } }: { readonly view: ModelView }) {
  const { gap, loss, trials, purgedRows, embargoedRows } = report
  const own = report.scores[loss]?.overFolds
  const base = report.baseline[loss]
  const word = scoreWord(loss)
  return (
    <div className="model-stats">
      <Stat label={word.title} value={own === undefined ? null : spreadText(own)} explanation={word.text} />
      <Stat
        label="Always the base"
        value={base === undefined ? null : spreadText(base)}
        explanation="The same score of a model that always predicts the base of its training rows, over the same folds."
      />
      <Stat label="Folds" value={countText(report.folds.length)} explanation={`Validation: ${report.method}.`} />
      <Stat
        label="Gap asked"
        value={countText(gap.askedBars)}
        unit={`${gap.askedBars === 1 ? 'bar' : 'bars'}${gap.askedMs > 0 ? `, ${durationText(gap.askedMs)}` : ''}`}
        explanation="Between training and test, as the specification says it."
      />
      <Stat
        label="Gap used"
        value={durationText(gap.usedMs)}
        explanation="Never less than the longest label: else what is foretold in training would reach into the test."
      />
      <Stat
        label="Purged"
        value={countText(purgedRows)}
        unit="rows"
        explanation="Training rows left out over all folds, because their label reaches into the test."
      />
      <Stat
        label="Under embargo"
        value={countText(embargoedRows)}
        unit="rows"
        explanation="Training rows left out over all folds, because they follow a test too closely."
      />
      <Stat
        label="Trials"
        value={countText(trials.own)}
        unit={`and ${countText(trials.before)} before it`}
        explanation="Evaluations in the ledger on these instruments: of this version, and by everything before it. Each raises what luck alone would show."
      />
      <Stat label="Rows" value={countText(version.rows)} explanation="Rows with a target that may be learned from." />
      <Stat label="Features" value={countText(version.features)} />
    </div>
  )
}
