import type { WorkspaceSection } from '../../state/placeHash.ts'

/** What must be there before the tour goes on: bars, or a run that has come to its end. */
export type TourNeeds = 'nothing' | 'bars' | 'run'

export type TourStep = {
  readonly title: string
  readonly text: string
  /** Null: wherever the person is. */
  readonly section: WorkspaceSection | null
  /** A panel by its title, or a part of the frame; null: the middle of the window. */
  readonly anchor: { readonly panel: string } | { readonly selector: string } | null
  readonly needs: TourNeeds
  readonly next: string
}

export const TOUR_STEPS: readonly TourStep[] = [
  {
    title: 'Is the edge real?',
    text: 'A tour in seven steps, from bars to a verdict with its evidence. It makes a workspace of synthetic prices in which an edge is planted, so that the right answer is known, and runs the whole pipeline on it; that takes a few minutes. Leave whenever you like.',
    section: null,
    anchor: null,
    needs: 'nothing',
    next: 'Begin',
  },
  {
    title: 'Data, with a passport',
    text: 'Every series says where it came from, what is missing and which rows were refused. Nothing is mended in silence. Your own bars come from a file or from Interactive Brokers.',
    section: 'data',
    anchor: { selector: '#content section.panel' },
    needs: 'bars',
    next: 'Run the pipeline',
  },
  {
    title: 'The pipeline, stage by stage',
    text: 'Detectors, search, models and stress tests run one after the other on the same bars. Each finished stage is kept: a run that was stopped goes on from there. Every trial is counted in the ledger, because luck grows with the number of tries.',
    section: 'pipeline',
    anchor: { panel: 'Stages' },
    needs: 'bars',
    next: 'Next',
  },
  {
    title: 'Jobs are always in sight',
    text: 'A job runs apart from this page, so look elsewhere meanwhile; closing a browser’s tab does not stop it. Here are its heartbeat, the time that is left, its log, and the button that stops it.',
    section: 'pipeline',
    anchor: { selector: '.job-rail' },
    needs: 'run',
    next: 'See the result',
  },
  {
    title: 'The backtest, after costs',
    text: 'Only choices frozen before each test period count, with fees, slippage and borrow taken off. Choose a trade below to see why it was taken and what it cost.',
    section: 'backtest',
    anchor: { panel: 'Equity and drawdown' },
    needs: 'run',
    next: 'Next',
  },
  {
    title: 'What it withstands',
    text: 'The gates decide, each with its value, its threshold and what to do about it. Below: higher costs, resampled histories, shuffled events, neighbouring settings, and a hold-out that is opened once.',
    section: 'robustness',
    anchor: { panel: 'Verdict and gates' },
    needs: 'run',
    next: 'Next',
  },
  {
    title: 'The bundle',
    text: 'Verdict, figures, pictures and report in one folder, with a hash for every file. Export hands it to others; verify computes all of it again. The search at the top finds everything else, and this tour.',
    section: 'outputs',
    anchor: { panel: 'Verdict' },
    needs: 'run',
    next: 'Finish',
  },
]

/** From this step on the pipeline runs. */
export const RUN_FROM_STEP = 2
