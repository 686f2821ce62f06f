import { Badge, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Completeness } from '../../../core/contract/download.ts'
import { FLAG_KINDS, type FlagKind } from '../../../core/market/flags.ts'
import type { Passport } from '../../../core/market/passport.ts'
import { completenessFacts } from '../../../core/report/completenessText.ts'
import { useSettings } from '../../data/useSettings.ts'
import { Explained } from '../../ui/Explained.tsx'
import { countText, percentText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stat } from '../../ui/Stat.tsx'
import { timeText } from '../../ui/timeText.ts'

const FLAG_TEXTS: { readonly [kind in FlagKind]: readonly [name: string, definition: string] } = {
  'price-jump': [
    'price jumps',
    'The close moved by more than 8 robust standard deviations of the 168 returns before it.',
  ],
  'price-jump-reverted': [
    'jumps taken back',
    'A price jump of which the next closes took most back: perhaps a wrong price.',
  ],
  'bad-print': ['bad prints', 'A wick beyond the limit for price jumps: a price that the bar itself took back.'],
  'zero-volume': ['without volume', 'Bars without volume.'],
  'flat-run': ['in flat runs', 'At least three bars in a row without volume and with open = high = low = close.'],
  'copied-hours': ['copied', 'Bars that repeat a run of bars of the 48 hours around them, value by value.'],
}

const FACTS = {
  display: 'grid',
  gridTemplateColumns: 'max-content minmax(0, 1fr)',
  gap: '3px 14px',
  margin: 0,
} as const

/** What is known of a series, as facts. */
export function PassportPanel({ passport, upToDate }: { readonly passport: Passport; readonly upToDate: boolean }) {
  const { timeZone } = useSettings()
  const { synthetic, expectedBars, receivedBars } = passport
  const share = expectedBars === 0 ? null : receivedBars / expectedBars
  return (
    <Panel title="Passport" description="What is known of this series">
      <Group gap={28} mb={10} align="flex-start">
        <Stat label="Bars" value={countText(receivedBars)} explanation="Clean bars between the first and the last." />
        <Stat
          label="Of expected"
          value={percentText(share)}
          explanation="Clean bars, of the bars that the calendar has between the first and the last."
          why="The calendar expects no bar here."
        />
        <Stat
          label="Missing"
          value={countText(passport.missingBars)}
          explanation="Bars that the calendar expects and that are not there."
        />
        <Stat label="Gaps" value={countText(passport.gapCount)} explanation="Runs of missing bars." />
        <Stat
          label="Rejected rows"
          value={countText(passport.rejected)}
          explanation="Rows that did not become bars; each with its reason under Rejects."
        />
      </Group>
      <dl style={FACTS}>
        {synthetic === null ? null : (
          <Fact name="Origin">
            <Badge color="grape" variant="light" radius="sm" tt="none">
              SYNTHETIC
            </Badge>{' '}
            {synthetic.kind}, seed {synthetic.seed}
            {synthetic.strength === null ? '' : `, true net annual Sharpe ${synthetic.strength}`}
          </Fact>
        )}
        {upToDate ? null : <Fact name="Unfinished">An import was interrupted: import the same file again.</Fact>}
        <Fact name="Span">
          {timeText(passport.firstTime, timeZone)} to {timeText(passport.lastTime, timeZone)} {timeZone}
        </Fact>
        <Fact name="Calendar">
          <code className="code">{passport.calendar}</code>
        </Fact>
        <Fact name="Rows">
          {countText(passport.rowsIn)} received = {countText(passport.clean)} clean + {countText(passport.rejected)}{' '}
          rejected
          {rejectText(passport)}
        </Fact>
        {passport.revisions === 0 ? null : (
          <Fact name="Revisions">{countText(passport.revisions)} bars came again with other values</Fact>
        )}
        <Fact name="Flagged">
          <Flags flags={passport.flags} />
        </Fact>
        <Fact name="Content">
          <code className="code" style={{ overflowWrap: 'anywhere' }}>
            SHA-256 {passport.contentHash}
          </code>
        </Fact>
      </dl>
      {passport.completeness === null ? null : <DownloadFacts completeness={passport.completeness} />}
    </Panel>
  )
}

function DownloadFacts({ completeness }: { readonly completeness: Completeness }) {
  return (
    <>
      <h3 style={{ fontSize: 13, margin: '14px 0 6px' }}>What the download proves</h3>
      <dl style={FACTS}>
        {completenessFacts(completeness).map(({ name, text }) => (
          <Fact key={`${name} ${text}`} name={name}>
            <span style={{ overflowWrap: 'anywhere' }}>{text}</span>
          </Fact>
        ))}
      </dl>
    </>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt style={{ color: 'var(--mantine-color-dimmed)' }}>{name}</dt>
      <dd style={{ margin: 0, minWidth: 0 }}>{children}</dd>
    </>
  )
}

function Flags({ flags }: { readonly flags: Passport['flags'] }) {
  const found = FLAG_KINDS.filter((kind) => flags[kind].bars > 0)
  if (found.length === 0) return <>nothing</>
  return (
    <>
      {found.map((kind, index) => {
        const [name, definition] = FLAG_TEXTS[kind]
        return (
          <span key={kind}>
            {index === 0 ? '' : ', '}
            {countText(flags[kind].bars)}{' '}
            <Explained definition={`${definition} A flag changes and removes nothing.`}>{name}</Explained>
          </span>
        )
      })}
    </>
  )
}

function rejectText({ rejectsByReason }: Passport): string {
  const parts = Object.entries(rejectsByReason).filter(([, count]) => count > 0)
  return parts.length === 0 ? '' : ` (${parts.map(([reason, count]) => `${reason} ${countText(count)}`).join(', ')})`
}
