import { MultiSelect } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { WorkspacePower } from '../../core/contract/workbench/powerCalls.ts'
import { useCall } from '../data/useCall.ts'
import { Loading } from '../ui/Loading.tsx'
import { NumberField } from '../ui/NumberField.tsx'
import { countText, percentText, ratioText } from '../ui/numberText.ts'
import { Panel } from '../ui/Panel.tsx'
import { Stat } from '../ui/Stat.tsx'
import { TroubleNote } from '../ui/TroubleNote.tsx'
import './parts.css'
import { PowerStats } from './PowerStats.tsx'
import { NEW_POWER, type PowerDraft, powerWish } from './powerWish.ts'

const ASK_AFTER_MS = 300

/** Power first: what a search on the bars of this workspace could find at all, by the trials that count already. Nothing is tried by asking. */
export function PowerPanel({ workspace }: { readonly workspace: string }) {
  const [draft, setDraft] = useState(NEW_POWER)
  const manifest = useCall('workspace.manifest', { workspace })
  const symbols = manifest.value?.workspace.instruments.map(({ symbol }) => symbol) ?? []
  const wish = powerWish(workspace, draft)
  const [asked] = useDebouncedValue(wish, ASK_AFTER_MS)
  const power = useCall('power.show', asked ?? { workspace, ...NOTHING_SAID }, { enabled: asked !== null })
  const isCurrent = JSON.stringify(asked) === JSON.stringify(wish) && !power.loading
  return (
    <Panel
      title={`What could be found in ${workspace}`}
      description="Before anything is tried: what so much data and so many trials can tell at all. Asking counts as no trial."
    >
      <PowerFields draft={draft} symbols={symbols} change={(patch) => setDraft({ ...draft, ...patch })} />
      {wish === null ? (
        <div className="panel-description" role="status">
          Trials are a whole number from 1, years and ratio more than 0.
        </div>
      ) : power.trouble !== null ? (
        <TroubleNote trouble={power.trouble} />
      ) : power.value === null ? (
        <Loading label="Reckoning" />
      ) : (
        <div className={isCurrent ? undefined : 'stale'}>
          <PowerFound told={power.value} />
        </div>
      )}
    </Panel>
  )
}

const NOTHING_SAID = { symbols: [], trials: null, years: null, sharpe: null }

type FieldsProps = {
  readonly draft: PowerDraft
  readonly symbols: readonly string[]
  change(patch: Partial<PowerDraft>): void
}

function PowerFields({ draft, symbols, change }: FieldsProps) {
  return (
    <div className="power-fields">
      <MultiSelect
        size="xs"
        label="Instruments"
        placeholder={draft.symbols.length === 0 ? 'all of the workspace' : ''}
        data={[...symbols]}
        value={[...draft.symbols]}
        onChange={(chosen) => change({ symbols: chosen })}
        searchable={symbols.length > 12}
        clearable
      />
      <NumberField
        size="xs"
        grouped
        label="Trials"
        placeholder="those counted, and one"
        value={draft.trials}
        onChange={(trials) => change({ trials })}
        min={1}
        allowDecimal={false}
      />
      <NumberField
        size="xs"
        label="Years of data"
        placeholder="those at hand"
        value={draft.years}
        onChange={(years) => change({ years })}
        min={0}
      />
      <NumberField
        size="xs"
        label="Sharpe ratio hoped for, a year"
        placeholder="1"
        value={draft.sharpe}
        onChange={(sharpe) => change({ sharpe })}
        min={0}
      />
    </div>
  )
}

function PowerFound({ told: { symbols, days, daysFrom, trialsFrom, power } }: { readonly told: WorkspacePower }) {
  const { trials, years, expectedBest, target, yearsAgainstLuck, trialsForTarget } = power
  const hoped = ratioText(target, { digits: 1 })
  return (
    <>
      <div className="power-verdict" role="status">
        {verdict(power)}
      </div>
      <div className="fact-grid">
        <Stat label="Data" value={countText(days)} unit="days" explanation={`UTC days of ${symbols}: ${daysFrom}.`} />
        <Stat label="Trials" value={countText(trials)} explanation={`Of ${symbols}: ${trialsFrom}.`} />
        <Stat
          label="Best Sharpe by luck"
          value={ratioText(expectedBest)}
          unit="a year"
          explanation={`Expected of the best of so many independent trials without any skill over ${ratioText(years)} years (Bailey & López de Prado 2014; the ratio of a trial varies by 1 over the days, Lo 2002).`}
        />
        <PowerStats power={power} />
        <Stat
          label="Data against luck"
          value={ratioText(yearsAgainstLuck)}
          unit="years"
          explanation={`With less data than this, luck alone is expected to show a Sharpe ratio of ${hoped} among as many trials (Bailey et al. 2014).`}
        />
        <Stat
          label="Trials it bears"
          value={countText(trialsForTarget)}
          explanation={`Independent trials that ${ratioText(years)} years bear before luck alone is expected to show ${hoped}.`}
        />
      </div>
      <div className="panel-description power-assumed">
        Assumed: independent trials, normal daily returns, 365 days a year. Alike trials count for fewer; fat tails need
        more data.
      </div>
    </>
  )
}

function verdict({ detectable, target, power, confidence }: WorkspacePower['power']): string {
  if (detectable === null) return 'Nothing could be found: with so few days no true Sharpe ratio would show.'
  const hoped = ratioText(target)
  const chance = `a chance of ${percentText(power, { digits: 0 })} (of a deflated probability of ${ratioText(confidence)})`
  return detectable <= target
    ? `A true Sharpe ratio of ${hoped} a year could be found: from ${ratioText(detectable)} on there is ${chance}.`
    : `A true Sharpe ratio of ${hoped} a year would most likely be missed: it takes ${ratioText(detectable)} for ${chance}.`
}
