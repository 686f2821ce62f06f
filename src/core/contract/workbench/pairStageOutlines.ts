/** A computing stage of the pair pipeline for whoever only draws it: `needs` name the stages whose results it reads. */
export type StageOutline = { readonly name: string; readonly title: string; readonly needs: readonly string[] }

/** `PAIR_STAGES` without its work, so that a page which draws the graph need not load the pipeline; a test keeps the two equal. */
export const PAIR_STAGE_OUTLINES: readonly StageOutline[] = [
  { name: 'events', title: 'Events', needs: [] },
  { name: 'analyze', title: 'Conditional expectancy', needs: [] },
  { name: 'select', title: 'Selection under walk-forward', needs: [] },
  { name: 'capital-curve', title: 'Capital curve', needs: ['select'] },
  { name: 'portfolio-test', title: 'Portfolio test and simulated filter', needs: ['select'] },
  { name: 'training-set', title: 'Training set', needs: ['select'] },
  { name: 'optimize', title: 'Training and random search', needs: ['select'] },
  { name: 'ml-backtest', title: 'ML backtest', needs: ['select', 'optimize'] },
  { name: 'robustness', title: 'Robustness', needs: ['select', 'optimize'] },
  { name: 'iterate', title: 'Iteration', needs: ['robustness'] },
]
