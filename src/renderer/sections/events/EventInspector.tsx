import { useCall } from '../../data/useCall.ts'
import { useSettings } from '../../data/useSettings.ts'
import { EventCandles } from '../../parts/EventCandles.tsx'
import { positionText } from '../../parts/eventWords.ts'
import { FeaturesPanel } from '../../parts/FeaturesPanel.tsx'
import { FillsPanel } from '../../parts/FillsPanel.tsx'
import { SettingText } from '../../parts/SettingText.tsx'
import { AsideHead } from '../../ui/AsideHead.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { timeText } from '../../ui/timeText.ts'
import { EventFacts } from './EventFacts.tsx'
import type { EventName } from './eventRows.ts'

type EventInspectorProps = {
  readonly workspace: string
  readonly runId: string
  readonly detector: string
  readonly event: EventName
  onStep(rows: number): void
  onClose(): void
}

/** One event: its bars, what a trade on it would have made, and what was known when it came. */
export function EventInspector({ workspace, runId, detector, event, onStep, onClose }: EventInspectorProps) {
  const { timeZone } = useSettings()
  const { timeMs, role, direction } = event
  const called = useCall('runs.event', { workspace, runId, detector, timeMs, role, direction })
  const shown = called.value
  return (
    <div className="aside-stack" aria-busy={called.loading}>
      <AsideHead
        title={shown === null ? detector : `${detector}: ${positionText(shown)}`}
        text={`Bar of ${timeText(shown?.timeMs ?? timeMs, timeZone)} ${timeZone}, decided at its close`}
        what="event"
        onStep={onStep}
        onClose={onClose}
      />
      {called.trouble === null ? null : <TroubleNote trouble={called.trouble} />}
      {shown === null && called.loading ? <Loading label="Reading the event" /> : null}
      {shown === null ? null : (
        <div className={called.loading ? 'aside-stack stale' : 'aside-stack'}>
          <Panel title="The event" description={<SettingText setting={shown.setting} />}>
            <EventFacts event={shown} />
          </Panel>
          <EventCandles event={shown} />
          <FillsPanel event={shown} stake={null} />
          <FeaturesPanel features={shown.features} />
        </div>
      )}
    </div>
  )
}
