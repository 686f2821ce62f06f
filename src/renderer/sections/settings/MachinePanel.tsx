import { Badge, Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { MachineCheck, MachineReport } from '../../../core/contract/workbench/careViews.ts'
import { useCall } from '../../data/useCall.ts'
import { Loading } from '../../ui/Loading.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'

const STATES: Readonly<Record<MachineCheck['state'], { readonly word: string; readonly color: string }>> = {
  pass: { word: 'good', color: 'teal' },
  warn: { word: 'warning', color: 'orange' },
  fail: { word: 'fails', color: 'red' },
}

/** Whether the machine of the engine has all that the program needs. */
export function MachinePanel() {
  const [isAsked, check] = useDisclosure(false)
  const { value, trouble, loading, reload } = useCall('home.machine', {}, { enabled: isAsked })
  return (
    <Panel
      title="Machine"
      description={value === null ? 'Whether the machine of the engine has all that Assay needs.' : verdict(value)}
      actions={
        <Button
          size="compact-sm"
          variant="default"
          loading={isAsked && loading}
          onClick={isAsked ? reload : check.open}
        >
          {isAsked ? 'Check again' : 'Check this machine'}
        </Button>
      }
      flush
    >
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      {!isAsked || trouble !== null ? null : value === null ? <Loading label="Checking" /> : <Checks report={value} />}
    </Panel>
  )
}

function Checks({ report: { checks } }: { readonly report: MachineReport }) {
  return (
    <ul className="settings-checks" aria-label="Checks of the machine">
      {checks.map(({ id, state, found, advice }) => (
        <li key={id} data-state={state}>
          <Badge size="sm" radius="sm" variant="light" tt="none" color={STATES[state].color}>
            {STATES[state].word}
          </Badge>
          <span>{id}</span>
          <span>
            {found}
            {advice === '' ? null : <span className="settings-advice">{advice}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}

function verdict({ fails, warnings, checks }: MachineReport): string {
  if (fails > 0) return `This machine is not ready: ${fails} of ${checks.length} checks fail.`
  return warnings > 0 ? `Good enough, with ${warnings === 1 ? 'a warning' : `${warnings} warnings`}.` : 'All is well.'
}
