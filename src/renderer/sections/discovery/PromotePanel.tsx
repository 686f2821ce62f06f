import { Alert, Button, Group } from '@mantine/core'
import { IconInfoCircle, IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import {
  type CandidateStanding,
  PROMOTION_FORMS,
  type PromotionForm,
  type PromotionView,
} from '../../../core/contract/workbench/discoveryViews.ts'
import { useAction } from '../../data/useAction.ts'
import { usePlace } from '../../state/place.ts'
import { CopyText } from '../../ui/CopyText.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TextBox } from '../../ui/TextBox.tsx'
import { promotedBacktest } from './promotedBacktest.ts'

type PromotePanelProps = {
  readonly workspace: string
  readonly runId: string
  readonly id: string
  readonly standing: CandidateStanding
}

const FORM_WORDS: Readonly<Record<PromotionForm, { readonly title: string; readonly text: string }>> = {
  backtest: { title: 'As a backtest', text: 'A specification that trades its events as they were tested.' },
  pack: { title: 'As a pack', text: 'A template of a strategy around it, with a sweep of its exits and its gates.' },
  'training-set': { title: 'As a training set', text: 'Its events as a table, and a matrix labelled at them.' },
}

/** From a hypothesis to something that runs. */
export function PromotePanel({ workspace, runId, id, standing }: PromotePanelProps) {
  const promote = useAction('discoveries.promote')
  const [promoted, setPromoted] = useState<PromotionView | null>(null)
  const make = async (form: PromotionForm) => {
    const made = await promote.run({ workspace, runId, id, form })
    if (made.ok) setPromoted(made.value)
  }
  return (
    <Panel
      title="Take it further"
      description={
        standing === 'candidate'
          ? 'Writes what runs it into the workspace. The bars that chose it are no evidence for it.'
          : 'It is no candidate. It can be written all the same, and the file says so.'
      }
    >
      <Group gap="xs">
        {PROMOTION_FORMS.map((form) => (
          <Button
            key={form}
            size="compact-sm"
            variant="default"
            title={FORM_WORDS[form].text}
            disabled={promote.running}
            onClick={() => void make(form)}
          >
            {FORM_WORDS[form].title}
          </Button>
        ))}
      </Group>
      {promoted === null ? null : <Promoted workspace={workspace} promoted={promoted} />}
    </Panel>
  )
}

function Promoted({ workspace, promoted }: { readonly workspace: string; readonly promoted: PromotionView }) {
  const start = useAction('jobs.start')
  const { go } = usePlace()
  const request = promotedBacktest(promoted)
  const run = async () => {
    if (request === null) return
    const started = await start.run({ workspace, request })
    if (started.ok) go({ section: 'backtest', at: 'stored' })
  }
  return (
    <div className="discovery-promoted" role="status">
      <Alert color="orange" variant="light" icon={<IconInfoCircle size={16} />} p="xs">
        {promoted.note}
      </Alert>
      <div className="panel-description">Written: {promoted.files.join(', ')}</div>
      <Group gap="xs">
        {request === null ? null : (
          <Button
            size="compact-sm"
            leftSection={<IconPlayerPlay size={14} />}
            loading={start.running}
            title="Runs it as a backtest, which is a trial in the ledger"
            onClick={() => void run()}
          >
            Run the backtest
          </Button>
        )}
        <CopyText text={promoted.command} label="Copy the command" />
        <CopyText text={promoted.spec} label="Copy the specification" />
      </Group>
      <div className="discovery-command">{promoted.command}</div>
      <TextBox label="Text of the specification" maxHeight={240}>
        {promoted.spec}
      </TextBox>
    </div>
  )
}
