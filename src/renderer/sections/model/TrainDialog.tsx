import { Checkbox, NativeSelect, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { trainSpecSchema, validationSpecSchema } from '../../../core/contract/trainSpec.ts'
import { TRAIN_MEANINGS } from '../../../core/contract/trainSpecMeanings.ts'
import type { JobRequest } from '../../../core/contract/workbench/api.ts'
import { formFields } from '../../../core/contract/workbench/formFields.ts'
import type { MatrixListItem } from '../../../core/contract/workbench/matrixViews.ts'
import type { LearnerParameterView, LearnerView } from '../../../core/contract/workbench/modelViews.ts'
import { useCall } from '../../data/useCall.ts'
import { SpecEditor } from '../../parts/SpecEditor.tsx'
import { choicesOf, SpecLine } from '../../parts/SpecLine.tsx'
import { specField, withSpecField } from '../../parts/specText.ts'
import { Loading } from '../../ui/Loading.tsx'
import { countText } from '../../ui/numberText.ts'
import { TroubleNote } from '../../ui/TroubleNote.tsx'

type TrainDialogProps = {
  readonly workspace: string
  /** `latest`, or the first letters of its hash. */
  readonly matrix: string
  readonly opened: boolean
  onClose(): void
}

const START = `# What is not said has its standard value, and is listed in the result.
model_type: xgboost
parameters:
  n_estimators: 100
  max_depth: 4
validation:
  method: walk_forward
  n_splits: 5
  gap: 1
`

/** Fields that stand in the form by themselves, or in no one line. */
const ELSEWHERE: readonly string[] = ['model_type']
const SEARCH = { method: ['random', 'tpe'], draws: [], n_splits: [] } as const

/** The form that trains a model on a matrix, and the same as YAML. */
export function TrainDialog({ workspace, matrix, opened, onClose }: TrainDialogProps) {
  const [text, setText] = useState(START)
  const [chosen, setChosen] = useState<string | null>(null)
  const [id, setId] = useState('')
  const [despite, setDespite] = useState(false)
  const learners = useCall('learners.list', {}, { enabled: opened })
  const matrices = useCall('matrices.list', { workspace }, { enabled: opened })
  const trouble = learners.trouble ?? matrices.trouble
  const newestFirst = [...(matrices.value ?? [])].reverse()
  const which = chosenMatrix(newestFirst, chosen ?? matrix)
  const request: JobRequest | null =
    which === null
      ? null
      : {
          kind: 'train',
          spec: text,
          matrix: which.sha256,
          ...(id.trim() === '' ? {} : { id: id.trim() }),
          ...(despite ? { despiteFindings: true } : {}),
        }
  return (
    <SpecEditor
      workspace={workspace}
      kind="train"
      title="Train a model"
      verb="Train the model"
      note="Every configuration that is evaluated is a trial in the ledger. A training that is stopped goes on when it is started again."
      text={text}
      onText={setText}
      request={request}
      opened={opened}
      onClose={onClose}
    >
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      {learners.value === null || matrices.value === null ? (
        trouble === null && <Loading label="Kinds of model" />
      ) : (
        <>
          <fieldset className="spec-group">
            <legend>What it learns from</legend>
            <NativeSelect
              size="xs"
              label="matrix"
              description={which === null ? 'There is no matrix yet: build one first.' : rowsText(which)}
              inputWrapperOrder={['label', 'input', 'description']}
              data={newestFirst.map(({ name, sha256 }) => ({ value: sha256, label: `${name} ${sha256.slice(0, 8)}` }))}
              value={which?.sha256 ?? ''}
              onChange={(event) => setChosen(event.currentTarget.value)}
            />
            <TextInput
              size="xs"
              label="name of the model"
              description="Versions of one name stand together; its name stands for the newest, or for that in production."
              inputWrapperOrder={['label', 'input', 'description']}
              placeholder={which === null ? '' : `${which.name} (standard)`}
              error={/^(?:[A-Za-z0-9][A-Za-z0-9._-]{0,127})?$/.test(id.trim()) ? undefined : 'Letters, digits, . _ -'}
              value={id}
              onChange={(event) => setId(event.currentTarget.value)}
            />
            {which?.passport?.trusted === false ? (
              <Checkbox
                size="xs"
                label="Learn from it although its report has errors; the result says so"
                checked={despite}
                onChange={(event) => setDespite(event.currentTarget.checked)}
              />
            ) : null}
          </fieldset>
          <TrainFields
            learners={learners.value}
            task={which?.passport?.target.task ?? null}
            text={text}
            onText={setText}
          />
        </>
      )}
    </SpecEditor>
  )
}

function chosenMatrix(newestFirst: readonly MatrixListItem[], which: string): MatrixListItem | null {
  return newestFirst.find(({ sha256 }) => sha256.startsWith(which)) ?? newestFirst[0] ?? null
}

function rowsText({ passport }: MatrixListItem): string {
  if (passport === null) return 'Its passport is gone or damaged: build it again.'
  const { target, labelledRows } = passport
  return `${countText(labelledRows)} rows with the target ${target.name}: ${target.task}`
}

type TrainFieldsProps = {
  readonly learners: readonly LearnerView[]
  readonly task: 'classification' | 'regression' | null
  readonly text: string
  onText(text: string): void
}

function TrainFields({ learners, task, text, onText }: TrainFieldsProps) {
  const fitting = learners.filter(({ tasks }) => task === null || tasks.includes(task))
  const written = specField(text, ['model_type'])
  const learner = learners.find(({ type }) => type === (written ?? 'xgboost')) ?? null
  return (
    <>
      <fieldset className="spec-group">
        <legend>Model</legend>
        <NativeSelect
          size="xs"
          label="model_type"
          description={learner?.title}
          inputWrapperOrder={['label', 'input', 'description']}
          data={[
            ...(learner === null || !fitting.includes(learner)
              ? [{ value: written ?? '', label: `${written ?? 'not said'}` }]
              : []),
            ...fitting.map(({ type, title }) => ({ value: type, label: `${type}: ${title}` })),
          ]}
          value={written ?? 'xgboost'}
          onChange={(event) => onText(withLearner(text, learner, event.currentTarget.value))}
        />
        {learner?.isEnsemble === true ? (
          <Text size="xs" c="dimmed">
            Name what it is made of in the YAML, such as members: [ridge, xgboost].
          </Text>
        ) : null}
        <div className="spec-pairs">
          {learner?.parameters.map((parameter) => (
            <SpecLine
              key={parameter.name}
              text={text}
              onText={onText}
              path={['parameters', parameter.name]}
              standard={String(parameter.standard)}
              help={helpOf(parameter)}
            />
          ))}
        </div>
      </fieldset>
      <fieldset className="spec-group">
        <legend>Validation</legend>
        <div className="spec-pairs">
          {formFields(validationSpecSchema).map((field) => (
            <SpecLine
              key={field.key}
              text={text}
              onText={onText}
              path={['validation', field.key]}
              choices={choicesOf(field)}
              standard={standardOf(validationSpecSchema.parse({}), field.key)}
              help={TRAIN_MEANINGS[`validation.${field.key}`]}
            />
          ))}
          <SpecLine
            text={text}
            onText={onText}
            path={['validation', 'embargo']}
            standard="1 % where training follows a test"
            help="Bars after a test that are not learned from."
          />
        </div>
      </fieldset>
      <fieldset className="spec-group">
        <legend>Search of parameters</legend>
        <Text size="xs" c="dimmed">
          {TRAIN_MEANINGS.search} Only parameters that are not said above are searched. One line of it turns the search
          on.
        </Text>
        <div className="spec-pairs">
          {Object.entries(SEARCH).map(([key, choices]) => (
            <SpecLine
              key={key}
              text={text}
              onText={onText}
              path={['search', key]}
              choices={choices}
              help={TRAIN_MEANINGS[`search.${key}`]}
            />
          ))}
        </div>
      </fieldset>
      <fieldset className="spec-group">
        <legend>Rows, seeds and probabilities</legend>
        <div className="spec-pairs">
          {formFields(trainSpecSchema)
            .filter(({ key }) => !ELSEWHERE.includes(key))
            .map((field) => (
              <SpecLine
                key={field.key}
                text={text}
                onText={onText}
                path={[field.key]}
                choices={choicesOf(field)}
                standard={standardOf(trainSpecSchema.parse({}), field.key)}
                help={TRAIN_MEANINGS[field.key]}
              />
            ))}
        </div>
      </fieldset>
    </>
  )
}

/** Another kind of model has other parameters: those that it does not know are taken out. */
function withLearner(text: string, before: LearnerView | null, type: string): string {
  const cleared = (before?.parameters ?? []).reduce(
    (written, { name }) => withSpecField(written, ['parameters', name], null),
    text,
  )
  const isEmptied = /^parameters:\s*$(?!\n\s)/m.test(cleared)
  return withSpecField(isEmptied ? cleared.replace(/^parameters:\s*\n/m, '') : cleared, ['model_type'], type)
}

function helpOf({ meaning, least, most, isWhole, search }: LearnerParameterView): string {
  const range = `${isWhole ? 'whole, ' : ''}${least} to ${most}`
  return `${meaning} (${range}${search === null ? '' : `; searched from ${search.from} to ${search.to}`})`
}

function standardOf(completed: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = completed[key]
  return value === undefined || typeof value === 'object' ? undefined : String(value)
}
