/** What the engine says in the words of a command line, beside how the window says it. */
const PHRASES: readonly (readonly [command: RegExp, words: string])[] = [
  [/Run: assay leaderboard update \S+/g, 'Press Update.'],
  [/, with: assay runs show/g, ', in the section Robustness.'],
  [
    /; --through-hold-out would open that\./g,
    '; the form of a new backtest can open that, and each opening is counted in the ledger.',
  ],
]

/** A note or an advice of the engine for whoever sits at the window. */
export function windowWords(text: string): string {
  return PHRASES.reduce((told, [command, words]) => told.replace(command, words), text)
}
