import { Select } from '@mantine/core'
import { type CSSProperties, useMemo, useState } from 'react'
import { type Palette, palette } from '../../../core/charts/palette.ts'
import type { ExpectancyCellShape } from '../../../core/contract/workbench/stageShapesEvents.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { countText, percentText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { distinct } from './cellChoice.ts'
import { largestMean, type RegimeGrid, regimeGrids } from './regimeGrids.ts'

type RegimePanelProps = { readonly cells: readonly ExpectancyCellShape[]; readonly detector: string | null }

/** More of the colour than this and the numbers on it could not be read. */
const STRONGEST_PERCENT = 42

export function RegimePanel({ cells, detector }: RegimePanelProps) {
  const detectors = distinct(cells.map((cell) => cell.detector))
  const [own, setOwn] = useState<string | null>(null)
  const wanted = detector ?? own ?? detectors[0] ?? ''
  const grids = useMemo(() => regimeGrids(cells, wanted), [cells, wanted])
  const colors = palette(useThemeName())
  const most = largestMean(grids)
  return (
    <Panel
      title="Regime by part of the day"
      description="Mean net return of each cell. Without colour: fewer than 10 events."
      actions={
        <Select
          aria-label="Detector of the heat map"
          size="xs"
          w={180}
          allowDeselect={false}
          disabled={detector !== null}
          data={[...detectors]}
          value={wanted}
          onChange={setOwn}
        />
      }
    >
      <div style={{ display: 'grid', gap: 14 }}>
        {grids.map((grid) => (
          <GridTable key={grid.title} grid={grid} most={most} colors={colors} />
        ))}
        <Scale most={most} colors={colors} />
      </div>
    </Panel>
  )
}

const TABLE: CSSProperties = { width: '100%', tableLayout: 'fixed', borderCollapse: 'separate', borderSpacing: 2 }
const HEAD: CSSProperties = { fontWeight: 500, fontSize: 12, padding: '2px 4px', textAlign: 'center' }

type GridTableProps = { readonly grid: RegimeGrid; readonly most: number; readonly colors: Palette }

function GridTable({ grid, most, colors }: GridTableProps) {
  return (
    <table style={TABLE}>
      <caption style={{ captionSide: 'top', textAlign: 'left', fontWeight: 600, fontSize: 12, paddingBottom: 2 }}>
        {grid.title}
      </caption>
      <thead>
        <tr>
          <th style={{ ...HEAD, width: 62, textAlign: 'left', color: colors.muted }} scope="col">
            Regime
          </th>
          {grid.dayParts.map((part) => (
            <th key={part} style={{ ...HEAD, color: colors.muted }} scope="col">
              {part}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {grid.cells.map((row, index) => (
          <tr key={grid.regimes[index]}>
            <th style={{ ...HEAD, textAlign: 'left', color: colors.muted }} scope="row">
              {grid.regimes[index]}
            </th>
            {row.map((cell, part) => (
              <td key={grid.dayParts[part]} style={cellStyle(cell, most, colors)}>
                <div style={{ fontVariantNumeric: 'tabular-nums', fontWeight: cell?.low == null ? 400 : 600 }}>
                  {cell === null ? 'n/a' : percentText(cell.mean, { signed: true })}
                </div>
                <div style={{ fontSize: 11 }}>{cell === null ? '' : eventsText(cell.events)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function eventsText(events: number): string {
  return events === 1 ? '1 event' : `${countText(events)} events`
}

function cellStyle(cell: ExpectancyCellShape | null, most: number, colors: Palette): CSSProperties {
  const base: CSSProperties = { textAlign: 'center', padding: '4px 2px', borderRadius: 3, lineHeight: 1.25 }
  if (cell === null || cell.low === null || cell.mean === null || most === 0) {
    return { ...base, color: colors.muted, border: `1px dashed ${colors.gridLine}` }
  }
  return { ...base, color: colors.text, background: shade(cell.mean / most, colors), border: '1px solid transparent' }
}

/** From -1, full colour of a loss, to 1, full colour of a gain. */
function shade(size: number, colors: Palette): string {
  const percent = Math.round(Math.abs(size) * STRONGEST_PERCENT)
  return `color-mix(in srgb, ${size < 0 ? colors.loss : colors.gain} ${percent}%, transparent)`
}

function Scale({ most, colors }: { readonly most: number; readonly colors: Palette }) {
  if (most === 0) return null
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 8, fontSize: 12, color: colors.muted }}>
      <span>{percentText(-most, { signed: true })}</span>
      <div
        aria-hidden="true"
        style={{
          flex: '0 1 180px',
          height: 8,
          borderRadius: 2,
          background: `linear-gradient(to right, ${shade(-1, colors)}, transparent, ${shade(1, colors)})`,
          border: `1px solid ${colors.gridLine}`,
        }}
      />
      <span>{percentText(most, { signed: true })}</span>
      <span>one scale for all</span>
    </div>
  )
}
