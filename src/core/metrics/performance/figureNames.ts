import type { FigureDefinition, FigureKey } from './figureDefinitions.ts'
import { FIGURES } from './figureDefinitions.ts'

/** Short names that people write. */
const ALIASES: Readonly<Record<string, string>> = {
  sharpe: 'sharpe_ratio',
  sortino: 'sortino_ratio',
  calmar: 'calmar_ratio',
  omega: 'omega_ratio',
  drawdown: 'max_drawdown',
  return: 'total_return',
  cagr: 'annual_return',
  volatility: 'annual_volatility',
  trades: 'num_trades',
  total_trades: 'num_trades',
}

export type NamedFigure = FigureDefinition & { readonly key: FigureKey }

function isFigureKey(text: string): text is FigureKey {
  return Object.hasOwn(FIGURES, text)
}

/** Every figure with its key, in the order in which they are shown. */
export const FIGURE_LIST: readonly NamedFigure[] = Object.keys(FIGURES)
  .filter(isFigureKey)
  .map((key) => ({ ...FIGURES[key], key }))

/** The figure that a file or a command means by a name (`sharpe_ratio`, or short `sharpe`), or null. */
export function figureNamed(name: string): NamedFigure | null {
  const wanted = ALIASES[name] ?? name
  return FIGURE_LIST.find((figure) => figure.name === wanted) ?? null
}
