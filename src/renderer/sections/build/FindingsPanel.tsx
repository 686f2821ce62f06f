import { Anchor, Badge, Button } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconInfoCircle, IconMinus, IconX, type TablerIcon } from '@tabler/icons-react'
import { useState } from 'react'
import type { FindingItem, FindingSeverity, MatrixCheck } from '../../../core/contract/workbench/buildViews.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { Explained } from '../../ui/Explained.tsx'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { countWords, findingsFirst, type ToldFinding } from './checkOrder.ts'

const FACES: Readonly<Record<FindingSeverity, { readonly color: string; readonly Icon: TablerIcon }>> = {
  error: { color: 'red', Icon: IconX },
  warning: { color: 'orange', Icon: IconAlertTriangle },
  note: { color: 'blue', Icon: IconInfoCircle },
}

const SHOWN_ITEMS = 3

type FindingsPanelProps = { readonly checks: readonly MatrixCheck[]; onColumn(name: string): void }

/** What is wrong or worth knowing, worst first; then the checks that found nothing, so that silence is not taken for a check. */
export function FindingsPanel({ checks, onColumn }: FindingsPanelProps) {
  const told = findingsFirst(checks)
  const silent = checks.filter(({ findings }) => findings.length === 0)
  return (
    <Panel title="Validation" description={`${countText(checks.length)} checks: ${countWords(checks)}`} flush>
      <ul className="build-findings">
        {told.map((one) => (
          <Finding key={one.finding.code} told={one} onColumn={onColumn} />
        ))}
      </ul>
      {silent.length === 0 ? null : (
        <ul className="build-passed" aria-label="Checks that found nothing">
          {silent.map((check) => (
            <Passed key={check.id} check={check} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function Finding({ told, onColumn }: { readonly told: ToldFinding; onColumn(name: string): void }) {
  const { check, finding } = told
  const [isWhole, setWhole] = useState(false)
  const { color, Icon } = FACES[finding.severity]
  const { items, itemCount } = finding
  return (
    <li className="build-finding">
      <Badge color={color} leftSection={<Icon size={12} aria-hidden="true" />}>
        {finding.severity}
      </Badge>
      <div className="build-finding-words">
        <div className="build-finding-sentence">{finding.sentence}</div>
        <div className="panel-description">{finding.advice}</div>
        {items.length === 0 || isWhole ? null : (
          <div className="build-finding-items">
            {items.slice(0, SHOWN_ITEMS).map((item) => (
              <Item key={itemKey(item)} item={item} onColumn={onColumn} />
            ))}
          </div>
        )}
        {isWhole ? (
          <DataTable
            columns={ITEM_COLUMNS}
            rows={items}
            rowKey={itemKey}
            onRowClick={(item) => item.columns[0] !== undefined && onColumn(item.columns[0])}
            height={260}
            label={finding.sentence}
          />
        ) : null}
        {isWhole && items.length < itemCount ? (
          <div className="panel-description">
            The first {countText(items.length)} of {countText(itemCount)}.
          </div>
        ) : null}
      </div>
      <div className="build-finding-side">
        <span className="panel-description">
          <Explained definition={check.rule}>{check.title}</Explained>
        </span>
        {items.length <= SHOWN_ITEMS ? null : (
          <Button variant="default" size="compact-xs" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Fewer' : `Show ${countText(items.length)}`}
          </Button>
        )}
      </div>
    </li>
  )
}

function Passed({ check }: { readonly check: MatrixCheck }) {
  const Icon = check.made ? IconCheck : IconMinus
  return (
    <li className="build-check" data-made={check.made}>
      <Icon size={14} aria-label={check.made ? 'Nothing found' : 'Not made'} />
      <Explained definition={check.rule}>{check.title}</Explained>
      <span className="panel-description" title={check.scope}>
        {check.scope}
      </span>
    </li>
  )
}

const ITEM_COLUMNS: readonly DataColumn<FindingItem>[] = [
  {
    key: 'columns',
    title: 'Columns',
    width: 360,
    value: ({ columns }) => columns.join(', '),
    text: ({ columns }) => (columns.length === 0 ? 'rows' : <span className="code">{columns.join(', ')}</span>),
  },
  { key: 'value', title: 'What', width: 260, value: ({ value }) => Math.abs(value), text: ({ text }) => text },
]

function Item({ item, onColumn }: { readonly item: FindingItem; onColumn(name: string): void }) {
  return (
    <div>
      {item.columns.map((name) => (
        <Anchor key={name} component="button" type="button" className="build-item-name" onClick={() => onColumn(name)}>
          {name}
        </Anchor>
      ))}
      <span>{item.text}</span>
    </div>
  )
}

function itemKey({ columns, text }: FindingItem): string {
  return `${columns.join(' ')} ${text}`
}
