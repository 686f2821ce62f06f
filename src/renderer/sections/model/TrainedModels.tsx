import { Button, Group, Select, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus, IconSearch, IconUpload } from '@tabler/icons-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import { MODEL_STAGES, type ModelStage } from '../../../core/contract/modelRecord.ts'
import type { ModelListItem } from '../../../core/contract/workbench/modelViews.ts'
import { useCall } from '../../data/useCall.ts'
import { useSettings } from '../../data/useSettings.ts'
import { usePlace } from '../../state/place.ts'
import { Beside } from '../../ui/Beside.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { ComparePanel } from './ComparePanel.tsx'
import { ImportedModelsPanel } from './ImportedModelsPanel.tsx'
import { ModelReport } from './ModelReport.tsx'
import { ModelSource } from './ModelSource.tsx'
import { modelName } from './scoreWords.ts'
import { TrainDialog } from './TrainDialog.tsx'
import { type Beside as OpenBeside, TRAINED, type TrainedAddress, trainedAddress } from './trainedAddress.ts'
import { narrowTrainedColumns, trainedColumns } from './trainedColumns.tsx'
import { chosenModel, filterModels, steppedModel } from './trainedRows.ts'
import { WhyInspector } from './WhyInspector.tsx'

const ImportModelDialog = lazy(async () => ({ default: (await import('./ImportModelDialog.tsx')).ImportModelDialog }))

type TrainedModelsProps = { readonly workspace: string; readonly address: TrainedAddress }

/** Versions of trained models: the list, one of them whole, and beside it why it says something, or another model. */
export function TrainedModels({ workspace, address }: TrainedModelsProps) {
  const { go } = usePlace()
  const list = useCall('models.list', { workspace })
  const items = list.value ?? []
  const chosen = chosenModel(items, address.model)
  const model = chosen === null ? '' : modelName(chosen.version)
  const shown = useCall('models.show', { workspace, model }, { enabled: chosen !== null })
  const view = shown.value !== null && modelName(shown.value.version) === model ? shown.value : null
  const open = (patch: Partial<TrainedAddress>, replace: boolean) =>
    go({ at: trainedAddress({ ...TRAINED, model: chosen === null ? null : model, ...patch }) }, { replace })
  const { beside } = address
  const [isImporting, importing] = useDisclosure(false)
  const toBeside = (next: OpenBeside | null) => open({ beside: next }, beside !== null)
  const aside =
    beside === null || view === null ? null : beside.kind === 'why' ? (
      <WhyInspector workspace={workspace} view={view} why={beside} onWhy={toBeside} />
    ) : (
      <ComparePanel
        workspace={workspace}
        view={view}
        other={beside.model}
        onStep={(models) => {
          const next = steppedModel(items, view.version, beside.model, models)
          if (next !== null) toBeside({ kind: 'versus', model: next })
        }}
        onClose={() => toBeside(null)}
      />
    )
  return (
    <Beside
      id="assay-models"
      aside={aside}
      asideLabel={beside?.kind === 'versus' ? 'the comparison' : 'the prediction'}
    >
      <div className="model-stack">
        <ModelSource source="trained" />
        {list.trouble === null ? null : <TroubleNote trouble={list.trouble} />}
        {list.value === null && list.trouble === null ? <Loading label="Models" /> : null}
        {list.value === null ? null : items.length === 0 ? (
          <NoModels workspace={workspace} onImport={importing.open} />
        ) : (
          <>
            <ModelList
              items={items}
              selected={model}
              isNarrow={aside !== null}
              onModel={(next) => open({ model: next }, false)}
              onImport={importing.open}
            />
            <ImportedModelsPanel workspace={workspace} />
            {shown.trouble === null ? null : <TroubleNote trouble={shown.trouble} />}
            {view === null && shown.trouble === null ? <Loading label="Comparing the model with its hashes" /> : null}
            {view === null ? null : (
              <ModelReport key={model} workspace={workspace} view={view} items={items} onBeside={toBeside} />
            )}
          </>
        )}
        {isImporting ? (
          <Suspense>
            <ImportModelDialog
              workspace={workspace}
              trained={items.map(({ version }) => version.modelId)}
              opened
              onClose={importing.close}
            />
          </Suspense>
        ) : null}
        <TrainDialog
          key={address.form ?? 'closed'}
          workspace={workspace}
          matrix={address.form ?? 'latest'}
          opened={address.form !== null}
          onClose={() => go({ at: 'trained' }, { replace: true })}
        />
      </div>
    </Beside>
  )
}

type ModelListProps = {
  readonly items: readonly ModelListItem[]
  readonly selected: string
  readonly isNarrow: boolean
  onModel(name: string): void
  onImport(): void
}

function ModelList({ items, selected, isNarrow, onModel, onImport }: ModelListProps) {
  const { timeZone } = useSettings()
  const [search, setSearch] = useState('')
  const [stage, setStage] = useState<string | null>(null)
  const shown = useMemo(() => filterModels(items, search, stageOf(stage)), [items, search, stage])
  const columns = useMemo(
    () => (isNarrow ? narrowTrainedColumns(timeZone) : trainedColumns(timeZone)),
    [isNarrow, timeZone],
  )
  return (
    <Panel
      title="Trained models"
      description={`${countText(shown.length)} of ${countText(items.length)} versions. All scores are of rows that the model in question had not learned from.`}
      actions={
        <>
          <Select
            aria-label="Stage"
            placeholder="All stages"
            w={128}
            clearable
            data={[...MODEL_STAGES]}
            value={stage}
            onChange={setStage}
          />
          <TextInput
            w={170}
            aria-label="Search the models"
            placeholder="Name, type, target"
            leftSection={<IconSearch size={14} aria-hidden="true" />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <ImportButton onImport={onImport} />
          <TrainButton />
        </>
      }
      flush
    >
      <DataTable
        columns={columns}
        rows={shown}
        rowKey={({ version }) => modelName(version)}
        onRowClick={({ version }) => onModel(modelName(version))}
        selectedKey={selected}
        initialSort={{ key: 'created', descending: true }}
        height={220}
        label="Trained models; Enter shows one"
        emptyText="No model fits. Empty the search, or choose all stages."
      />
    </Panel>
  )
}

function stageOf(text: string | null): ModelStage | null {
  return MODEL_STAGES.find((stage) => stage === text) ?? null
}

function TrainButton() {
  const { go } = usePlace()
  return (
    <Button size="compact-xs" leftSection={<IconPlus size={14} />} onClick={() => go({ at: 'train.latest' })}>
      Train a model
    </Button>
  )
}

function ImportButton({ onImport }: { onImport(): void }) {
  return (
    <Button size="compact-xs" variant="default" leftSection={<IconUpload size={14} />} onClick={onImport}>
      Bring in a model
    </Button>
  )
}

function NoModels({ workspace, onImport }: { readonly workspace: string; onImport(): void }) {
  const { go } = usePlace()
  const matrices = useCall('matrices.list', { workspace })
  const hasMatrix = (matrices.value?.length ?? 0) > 0
  return (
    <>
      <EmptyState
        title="No trained model yet"
        text={
          hasMatrix
            ? 'Train one on a matrix of this workspace: it is tested on rows that it had not learned from, beside always predicting the base.'
            : 'A model learns from a matrix, and there is none yet. Build one first, then train a model on it.'
        }
        action={
          hasMatrix ? (
            <Group gap="sm">
              <TrainButton />
              <ImportButton onImport={onImport} />
            </Group>
          ) : (
            <Button size="xs" onClick={() => go({ section: 'build', at: 'built.new' })}>
              Build a matrix
            </Button>
          )
        }
      />
      <ImportedModelsPanel workspace={workspace} />
    </>
  )
}
