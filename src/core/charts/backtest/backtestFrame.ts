import { composePanels } from '../composePanels.ts'
import type { Evidence } from '../evidence.ts'
import type { Palette } from '../palette.ts'
import type { PlacedPanel } from '../panel.ts'
import type { SizedChart } from '../panelChart.ts'
import { framed, type PictureFrame, roomInside, warningStrip } from '../pictureFrame.ts'
import type { BacktestPicture } from './backtestPicture.ts'

export const PLOT_WIDTH = 1600
const PLOT_HEIGHT = 900
/** Left edge of the plots: tick labels stand before it. */
export const PLOT_LEFT = 92
export const FULL_WIDTH = PLOT_WIDTH - PLOT_LEFT - 56

/**
 * A plot of a backtest with its name, figures, warnings and assumptions; `place` puts the panels between two heights; the picture is as tall as
 * needed for `plotHeight`, at most and where left out 900 pixels.
 */
export function backtestFrame(
  picture: BacktestPicture,
  name: string,
  colors: Palette,
  place: (top: number, bottom: number) => readonly PlacedPanel[],
  plotHeight = PLOT_HEIGHT,
): SizedChart {
  const full: PictureFrame = {
    width: PLOT_WIDTH,
    height: PLOT_HEIGHT,
    title: `${name}: ${picture.title}`,
    subtitle: [picture.subtitle, ...picture.facts].join('  ·  '),
    chip: null,
    strips: picture.warnings.map((text) => warningStrip(text, PLOT_WIDTH, colors)),
    notes: picture.assumptions.length === 0 ? [] : [`Assumptions: ${picture.assumptions.join(' ')}`],
  }
  const room = roomInside(full)
  const height = PLOT_HEIGHT - Math.max(0, room.bottom - room.top - plotHeight)
  const frame = { ...full, height }
  const { top, bottom } = roomInside(frame)
  const panels = composePanels(place(top, bottom), PLOT_WIDTH, colors)
  return { option: framed(panels, frame, colors), width: PLOT_WIDTH, height }
}

/** The account and its benchmark as lines by day. */
export function evidenceOf(picture: BacktestPicture): Evidence {
  const { dayStartMs, equity, benchmark } = picture
  const account = { name: 'Account', dayStartMs, equity }
  return {
    title: picture.title,
    subtitle: picture.subtitle,
    syntheticLabel: null,
    quoteCurrency: picture.currency,
    startCapital: picture.startCash,
    lines: benchmark === null ? [account] : [account, { ...benchmark, dayStartMs }],
    band: null,
    monthly: { monthStartMs: [], profit: [] },
    stress: [],
    bootstrap: null,
    notes: [],
    verdict: null,
  }
}
