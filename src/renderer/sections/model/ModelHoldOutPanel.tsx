import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChartLine, IconLockOpen } from '@tabler/icons-react'
import type { HoldOutForetelling } from '../../../core/contract/holdOutForetelling.ts'
import type { ModelHoldOutView } from '../../../core/contract/workbench/modelCalls.ts'
import type { ModelView } from '../../../core/contract/workbench/modelViews.ts'
import { scoreWord } from '../../../core/contract/workbench/scoreWords.ts'
import { isAtWork, isLive } from '../../data/jobsStore.ts'
import { useAction } from '../../data/useAction.ts'
import { useCall } from '../../data/useCall.ts'
import { useJobsOf } from '../../data/useJobs.ts'
import { useSettings } from '../../data/useSettings.ts'
import { SpecDialog } from '../../parts/SpecDialog.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { Explained } from '../../ui/Explained.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { timeText } from '../../ui/timeText.ts'
import { newestJob } from './modelJobs.ts'
import { isBetter, modelName, scoreText } from './scoreWords.ts'

type ModelHoldOutPanelProps = { readonly workspace: string; readonly view: ModelView }

/** How the version stands to the sealed hold-out: the way through it, and what came of it. */
export function ModelHoldOutPanel({ workspace, view }: ModelHoldOutPanelProps) {
  const model = modelName(view.version)
  const { value, trouble } = useCall('models.holdOut', { workspace, model })
  const [asking, question] = useDisclosure(false)
  const jobs = useJobsOf(workspace)
  const job = newestJob(jobs, 'foretell', model)
  const busy = jobs.some(isAtWork)
  const told = value?.foretelling ?? null
  const may = value !== null && value.refusal === null && !value.isWhole
  return (
    <Panel
      title="Through the sealed hold-out"
      description="The last test: the version that is kept foretells bars that nobody looked at. The ledger counts each look for ever, before a sealed bar is read."
      actions={
        <>
          {told === null ? null : <BacktestThrough workspace={workspace} model={model} />}
          {may ? (
            <Button
              size="compact-xs"
              color="red"
              variant="light"
              leftSection={<IconLockOpen size={14} />}
              disabled={busy}
              loading={job !== null && isLive(job)}
              onClick={question.open}
            >
              {told === null ? 'Take it through…' : 'Go on to the newest bars…'}
            </Button>
          ) : null}
        </>
      }
    >
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      {job?.trouble ? <TroubleNote trouble={job.trouble} /> : null}
      {value === null ? trouble === null && <Loading label="The hold-out" /> : <Standing value={value} />}
      {told === null ? null : <Told told={told} />}
      {value === null ? null : (
        <Confirm workspace={workspace} model={model} value={value} opened={asking} onClose={question.close} />
      )}
    </Panel>
  )
}

function Standing({ value: { seals, refusal, foretelling, isWhole } }: { readonly value: ModelHoldOutView }) {
  const { timeZone } = useSettings()
  if (refusal !== null && foretelling === null) return <TroubleNote trouble={refusal} />
  return (
    <>
      {seals.map(({ symbols, fromMs, openings }) => (
        <div key={symbols} className="panel-description">
          {symbols}: sealed from {timeText(fromMs, timeZone)} {timeZone} on, {openingsText(openings)} so far.
        </div>
      ))}
      {foretelling === null ? (
        <div className="panel-description">This version has not been taken through it.</div>
      ) : isWhole ? null : (
        <div className="panel-description">Newer bars have come since it was taken through.</div>
      )}
    </>
  )
}

function openingsText(openings: number): string {
  if (openings === 0) return 'never opened'
  return openings === 1 ? 'opened once' : `opened ${countText(openings)} times`
}

type ScoreRow = {
  readonly name: string
  readonly sealed: number | null
  readonly always: number | null
  readonly before: number | null
}

function Told({ told }: { readonly told: HoldOutForetelling }) {
  const { timeZone } = useSettings()
  const { rows, withTarget, firstTime, lastTime, scores, always, outOfFold, openings, notes } = told
  const table = Object.entries(scores).map(
    ([name, sealed]): ScoreRow => ({ name, sealed, always: always[name] ?? null, before: outOfFold[name] ?? null }),
  )
  return (
    <div className="model-stack">
      <div className="panel-description">
        It said something of {countText(rows)} rows that it never saw, {timeText(firstTime, timeZone)} to{' '}
        {timeText(lastTime, timeZone)} {timeZone}; the outcome of {countText(withTarget)} of them is known, and scored
        here.{' '}
        {openings
          .map((one) => `Opening number ${countText(one.openings)} of the hold-out of ${one.symbols}.`)
          .join(' ')}
      </div>
      <DataTable
        columns={SCORE_COLUMNS}
        rows={table}
        rowKey={({ name }) => name}
        label="Scores in the hold-out"
        emptyText="No outcome is known yet."
      />
      {notes.map((note) => (
        <div key={note} className="panel-description">
          {note}
        </div>
      ))}
    </div>
  )
}

const plain = (key: 'always' | 'before', title: string, explanation: string): DataColumn<ScoreRow> => ({
  key,
  title,
  width: 130,
  align: 'right',
  value: (row) => row[key],
  text: (row) => scoreText(row[key]),
  why: () => 'It is not defined on these rows.',
  explanation,
})

const SCORE_COLUMNS: readonly DataColumn<ScoreRow>[] = [
  {
    key: 'name',
    title: 'Score',
    width: 200,
    value: ({ name }) => scoreWord(name).title,
    text: ({ name }) => <Explained definition={scoreWord(name).text}>{scoreWord(name).title}</Explained>,
  },
  { key: 'better', title: 'Better', width: 78, value: ({ name }) => scoreWord(name).better ?? 'n/a' },
  {
    key: 'sealed',
    title: 'Hold-out',
    width: 120,
    align: 'right',
    value: ({ sealed }) => sealed,
    text: ({ name, sealed, always }) => {
      const better = isBetter(name, sealed, always)
      return (
        <span className="toned" data-tone={better === null ? 'plain' : better ? 'gain' : 'loss'}>
          {scoreText(sealed)}
        </span>
      )
    },
    why: () => 'It is not defined on these rows.',
    explanation:
      'Blue: better than always the base, orange: worse. One stretch of time: there is no spread to hold it against.',
  },
  plain(
    'always',
    'Always the base',
    'What always saying the base of the rows before the hold-out scores on the same rows.',
  ),
  plain('before', 'Out of fold, before', 'The same score of its out-of-fold predictions, on rows before the hold-out.'),
]

/** A version's predictions on both sides of the seal, traded. */
function BacktestThrough({ workspace, model }: { readonly workspace: string; readonly model: string }) {
  const [opened, dialog] = useDisclosure(false)
  return (
    <>
      <Button
        size="compact-xs"
        leftSection={<IconChartLine size={14} />}
        title="Its predictions on both sides of the seal are traded: an opening of its own, counted in the ledger."
        onClick={dialog.open}
      >
        Backtest it through the hold-out
      </Button>
      <SpecDialog
        workspace={workspace}
        kind="backtest"
        model={model}
        opensHoldOut
        opened={opened}
        onClose={dialog.close}
      />
    </>
  )
}

type ConfirmProps = {
  readonly workspace: string
  readonly model: string
  readonly value: ModelHoldOutView
  readonly opened: boolean
  onClose(): void
}

function Confirm({ workspace, model, value: { seals, foretelling }, opened, onClose }: ConfirmProps) {
  const start = useAction('jobs.start')
  const begin = async () => {
    const started = await start.run({ workspace, request: { kind: 'foretell', model } })
    if (started.ok) onClose()
  }
  return (
    <Modal opened={opened} onClose={onClose} title={`Take ${model} through the hold-out`} size="lg">
      <Stack gap="sm">
        {foretelling === null ? (
          <Text size="sm">
            This opens the sealed hold-out of {seals.map(({ symbols }) => symbols).join(', ')}. The ledger counts it{' '}
            <b>before a sealed bar is read, for ever</b>: it cannot be taken back, and every later verdict on these
            instruments is held against the number of openings.
          </Text>
        ) : (
          <Text size="sm">
            It was taken through before, so that its opening is counted already. It now goes on to the newest bars.
          </Text>
        )}
        {foretelling === null
          ? seals.map(({ symbols, openings }) => (
              <Text size="sm" key={symbols}>
                {symbols}: {openingsText(openings)} so far; this is opening number {countText(openings + 1)}.
              </Text>
            ))
          : null}
        <Text size="sm">
          Do it once, with the version that you would trade. Who has seen these figures and chooses again by them no
          longer has a hold-out.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Leave it sealed
          </Button>
          <Button color="red" onClick={() => void begin()} loading={start.running}>
            {foretelling === null ? 'Open the hold-out' : 'Go on to the newest bars'}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
