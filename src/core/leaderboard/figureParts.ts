import type { EntryRun } from '../contract/leaderboard.ts'

type StoredFigure = { readonly value: number | null; readonly why: string | null }

/** Figures parted into those with a value and the reasons of those without. */
export function figureParts(figures: Readonly<Record<string, StoredFigure>>): Pick<EntryRun, 'values' | 'why'> {
  const values: Record<string, number> = {}
  const why: Record<string, string> = {}
  for (const [key, figure] of Object.entries(figures)) {
    if (figure.value !== null) values[key] = figure.value
    else why[key] = figure.why ?? 'It was not computed.'
  }
  return { values, why }
}
