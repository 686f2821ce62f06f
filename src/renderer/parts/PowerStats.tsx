import type { SearchPower } from '../../core/contract/searchPower.ts'
import { ratioText } from '../ui/numberText.ts'
import { Stat } from '../ui/Stat.tsx'

type PowerStatsProps = { readonly power: Pick<SearchPower, 'years' | 'detectable' | 'target' | 'yearsForTarget'> }

/** Power first: whether so much data and so many trials can tell anything. */
export function PowerStats({ power: { years, detectable, target, yearsForTarget } }: PowerStatsProps) {
  return (
    <>
      <Stat
        label="Could be found from"
        value={ratioText(detectable)}
        unit="a year"
        explanation={`Least true Sharpe ratio that would pass a deflated probability of 0.95 with a chance of 80 % among so many trials over ${ratioText(years)} years. Whatever is weaker would most likely be missed.`}
        why="With so few days no true Sharpe ratio would show."
      />
      <Stat
        label={`Data to find ${ratioText(target, { digits: 1 })}`}
        value={ratioText(yearsForTarget, { digits: 1 })}
        unit="years"
        explanation={`Years of data before a true Sharpe ratio of ${ratioText(target, { digits: 1 })} a year would be found among so many trials with a chance of 80 %.`}
        why="More years than can be counted."
      />
    </>
  )
}
