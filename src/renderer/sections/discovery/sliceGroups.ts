import { type RobustnessSlice, SLICE_GROUPS, type SliceGroup } from '../../../core/contract/workbench/discoveryViews.ts'

export const GROUP_WORDS: Readonly<Record<SliceGroup, { readonly title: string; readonly text: string }>> = {
  year: { title: 'Years', text: 'Events of each year by itself.' },
  regime: { title: 'Regimes', text: 'Events in each state of the market by itself.' },
  'left-out': { title: 'Without one', text: 'All events but those of one year.' },
  symbol: { title: 'Symbols', text: 'The same statement on each instrument.' },
  delay: { title: 'Later entry', text: 'Entered some bars later.' },
  neighbour: { title: 'Neighbours', text: 'The same kind of event with its threshold moved.' },
  'without-best': {
    title: 'Without the best',
    text: 'Without its best events, and in measures that few events cannot carry.',
  },
  costs: { title: 'Costs', text: 'Mean return after so many times the costs.' },
}

/** In the order of the contract, those that have something to show. */
export function groupsOf(slices: readonly RobustnessSlice[]): readonly SliceGroup[] {
  return SLICE_GROUPS.filter((group) =>
    slices.some((slice) => slice.group === group && (slice.value !== null || slice.uplift !== null)),
  )
}
