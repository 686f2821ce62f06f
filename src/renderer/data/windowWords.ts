/** What the engine says in the words of a command line, beside how the window says it. */
const PHRASES: readonly (readonly [command: RegExp, words: string])[] = [
  [/Run: assay leaderboard update \S+/g, 'Press Update.'],
  [/, with: assay runs show/g, ', in the section Robustness.'],
  [
    /; --through-hold-out would open that\./g,
    '; the form of a new backtest can open that, and each opening is counted in the ledger.',
  ],
  [
    /Run it again, which scans it: assay backtest run \S+ --config FILE\. What it was stands/g,
    'Run it again in the section Backtest, which scans it. What it was stands',
  ],
  [
    /Run it again, which scans it: assay sweep run \S+ --spec FILE/g,
    'Run it again in the section Sweeps, which scans it.',
  ],
  [/Run it again, which scans it: assay pipeline run \S+/g, 'Run it again in the section Pipeline, which scans it.'],
  [/ \(assay [^)]*\)/g, ''],
]

/** A note or an advice of the engine for whoever sits at the window. */
export function windowWords(text: string): string {
  return PHRASES.reduce((told, [command, words]) => told.replace(command, words), text)
}
