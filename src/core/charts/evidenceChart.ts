import type { EChartsOption } from 'echarts'
import { bootstrapPanel } from './bootstrapPanel.ts'
import { composePanels, FONT_FAMILY } from './composePanels.ts'
import { drawdownPanel } from './drawdownPanel.ts'
import { equityPanel, timeAxisOf } from './equityPanel.ts'
import type { Evidence } from './evidence.ts'
import { monthlyPanel } from './monthlyPanel.ts'
import { type Palette, palette, type Theme } from './palette.ts'
import type { PlacedPanel } from './panel.ts'
import { stressPanel } from './stressPanel.ts'
import { wrapText } from './wrapText.ts'

export const EVIDENCE_WIDTH = 1600
export const EVIDENCE_HEIGHT = 1000

const MARGIN = 36
const LEFT_PLOT = { left: 92, width: 920 }
const RIGHT_PLOT = { left: 1156, width: 400 }
const STRIP_HEIGHT = 38
const NOTE_LINE = 20
const NOTE_CHARACTERS = 200
const STRIP_CHARACTERS = 165

/** The published picture: equity, drawdown and months on one time axis, costs and bootstrap beside them. */
export function evidenceChart(evidence: Evidence, theme: Theme): EChartsOption {
  const colors = palette(theme)
  const strips = stripsOf(evidence, colors)
  const notes = plainNotes(evidence)
  const top = 104 + strips.reduce((height, strip) => height + stripHeight(strip) + 8, 0) + 56
  const bottom = EVIDENCE_HEIGHT - 52 - notes.length * NOTE_LINE
  const option = composePanels(placePanels(evidence, top, bottom, colors), EVIDENCE_WIDTH, colors)
  const titles = [option.title ?? []].flat()
  return {
    ...option,
    title: [...headings(evidence, colors), ...titles],
    graphic: [...verdictGraphics(evidence.verdict, colors), ...stripGraphics(strips), ...noteGraphics(notes, colors)],
  }
}

function placePanels(evidence: Evidence, top: number, bottom: number, colors: Palette): readonly PlacedPanel[] {
  const timeAxis = timeAxisOf(evidence, 9)
  const gap = 52
  const height = bottom - top - 2 * gap
  const equity = { ...LEFT_PLOT, top, height: height * 0.54 }
  const drawdown = { ...LEFT_PLOT, top: equity.top + equity.height + gap, height: height * 0.19 }
  const monthly = { ...LEFT_PLOT, top: drawdown.top + drawdown.height + gap, height: height * 0.27 }
  const half = (bottom - top - 112) / 2
  return [
    { panel: equityPanel(evidence, timeAxis, colors), box: equity },
    { panel: drawdownPanel(evidence, timeAxis, colors), box: drawdown },
    { panel: monthlyPanel(evidence, timeAxis, monthly.width, colors), box: monthly },
    { panel: stressPanel(evidence.stress, evidence.quoteCurrency, colors), box: { ...RIGHT_PLOT, top, height: half } },
    {
      panel: bootstrapPanel(evidence.bootstrap, evidence.quoteCurrency, RIGHT_PLOT.width, colors),
      box: { ...RIGHT_PLOT, top: top + half + 112, height: half },
    },
  ]
}

function headings(evidence: Evidence, colors: Palette) {
  const font = { fontFamily: FONT_FAMILY }
  const heading = {
    text: evidence.title,
    subtext: evidence.subtitle,
    left: MARGIN,
    top: 26,
    padding: 0,
    itemGap: 9,
    textStyle: { ...font, fontSize: 25, fontWeight: 600 as const, color: colors.text },
    subtextStyle: { ...font, fontSize: 14.5, color: colors.muted },
  }
  return [heading]
}

/** A rectangle of our own width: without a DOM ECharts only guesses how wide a text is. */
function verdictGraphics(verdict: string | null, colors: Palette) {
  if (verdict === null) return []
  const text = `Verdict: ${verdict}`
  const width = text.length * 9.2 + 44
  const shape = { x: EVIDENCE_WIDTH - MARGIN - width, y: 28, width, height: 42, r: 6 }
  return [
    boxGraphic(shape, { fill: colors.chipFill, stroke: colors.axisLine }),
    textGraphic(text, shape.x + width / 2, shape.y + 21, {
      fontSize: 17,
      fontWeight: 600,
      fill: colors.text,
      align: 'center',
    }),
  ]
}

type Strip = { readonly lines: readonly string[]; readonly fill: string; readonly text: string }

const isUpperBound = (note: string) => note.toUpperCase().startsWith('UPPER BOUND')

/** What must never be overlooked: synthetic data, and results that look ahead. */
function stripsOf(evidence: Evidence, colors: Palette): readonly Strip[] {
  const bounds = evidence.notes.filter(isUpperBound).map((note) => ({
    lines: wrapText(note, STRIP_CHARACTERS),
    fill: colors.boundFill,
    text: colors.boundText,
  }))
  if (evidence.syntheticLabel === null) return bounds
  const lines = wrapText(evidence.syntheticLabel, STRIP_CHARACTERS)
  return [{ lines, fill: colors.warningFill, text: colors.warningText }, ...bounds]
}

function plainNotes(evidence: Evidence): readonly string[] {
  return evidence.notes.filter((note) => !isUpperBound(note)).flatMap((note) => wrapText(note, NOTE_CHARACTERS))
}

function stripHeight(strip: Strip): number {
  return STRIP_HEIGHT + (strip.lines.length - 1) * NOTE_LINE
}

function stripGraphics(strips: readonly Strip[]) {
  let top = 104
  return strips.flatMap((strip) => {
    const height = stripHeight(strip)
    const shape = { x: MARGIN, y: top, width: EVIDENCE_WIDTH - 2 * MARGIN, height, r: 5 }
    const middle = top + height / 2
    top += height + 8
    return [
      boxGraphic(shape, { fill: strip.fill }),
      textGraphic(strip.lines.join('\n'), MARGIN + 18, middle, { fontSize: 15.5, fontWeight: 600, fill: strip.text }),
    ]
  })
}

function noteGraphics(notes: readonly string[], colors: Palette) {
  return notes.map((text, line) =>
    textGraphic(text, MARGIN, EVIDENCE_HEIGHT - 8 - (notes.length - line) * NOTE_LINE, {
      fontSize: 13,
      fontWeight: 400,
      fill: colors.muted,
    }),
  )
}

type BoxShape = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly r: number
}
type BoxStyle = { readonly fill: string; readonly stroke?: string }

function boxGraphic(shape: BoxShape, style: BoxStyle) {
  return { type: 'rect' as const, silent: true, z: 10, shape, style }
}

type TextStyle = {
  readonly fontSize: number
  readonly fontWeight: number
  readonly fill: string
  readonly align?: 'center'
}

/** Text with its vertical middle at `y`. */
function textGraphic(text: string, x: number, y: number, style: TextStyle) {
  const place = { text, x, y, verticalAlign: 'middle' as const, fontFamily: FONT_FAMILY, lineHeight: NOTE_LINE }
  return { type: 'text' as const, silent: true, z: 11, style: { ...place, ...style } }
}
