import type { EChartsOption } from 'echarts'
import { bootstrapPanel } from './bootstrapPanel.ts'
import { composePanels } from './composePanels.ts'
import { drawdownPanel } from './drawdownPanel.ts'
import { equityPanel, timeAxisOf } from './equityPanel.ts'
import type { Evidence } from './evidence.ts'
import { monthlyPanel } from './monthlyPanel.ts'
import { type Palette, palette, type Theme } from './palette.ts'
import type { PlacedPanel } from './panel.ts'
import { boundStrip, framed, type PictureFrame, roomInside, warningStrip } from './pictureFrame.ts'
import { stressPanel } from './stressPanel.ts'

export const EVIDENCE_WIDTH = 1600
export const EVIDENCE_HEIGHT = 1000

const LEFT_PLOT = { left: 92, width: 920 }
const RIGHT_PLOT = { left: 1156, width: 400 }

/** The published picture: equity, drawdown and months on one time axis, costs and bootstrap beside them. */
export function evidenceChart(evidence: Evidence, theme: Theme): EChartsOption {
  const colors = palette(theme)
  const frame = frameOf(evidence, colors)
  const { top, bottom } = roomInside(frame)
  return framed(composePanels(placePanels(evidence, top, bottom, colors), EVIDENCE_WIDTH, colors), frame, colors)
}

const isUpperBound = (note: string) => note.toUpperCase().startsWith('UPPER BOUND')

/** What must never be overlooked: synthetic data, and results that look ahead. */
function frameOf(evidence: Evidence, colors: Palette): PictureFrame {
  const { title, subtitle, syntheticLabel, verdict, notes } = evidence
  const synthetic = syntheticLabel === null ? [] : [warningStrip(syntheticLabel, EVIDENCE_WIDTH, colors)]
  const bounds = notes.filter(isUpperBound).map((note) => boundStrip(note, EVIDENCE_WIDTH, colors))
  return {
    width: EVIDENCE_WIDTH,
    height: EVIDENCE_HEIGHT,
    title,
    subtitle,
    chip: verdict === null ? null : `Verdict: ${verdict}`,
    strips: [...synthetic, ...bounds],
    notes: notes.filter((note) => !isUpperBound(note)),
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
