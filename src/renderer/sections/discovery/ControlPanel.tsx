import { Button } from '@mantine/core'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { DiscoveryControl, DiscoveryView } from '../../../core/contract/workbench/discoveryViews.ts'
import { countText, percentText, ratioText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stat } from '../../ui/Stat.tsx'
import { definitionText } from './hypothesisColumns.ts'
import { probabilityText } from './hypothesisWords.ts'

type ControlPanelProps = {
  readonly view: DiscoveryView
  readonly control: DiscoveryControl
  onHypothesis(id: string): void
}

const DECIDES: Readonly<Record<DiscoveryControl['decides'], string>> = {
  'benjamini-yekutieli': 'Benjamini–Yekutieli',
  'benjamini-hochberg': 'Benjamini–Hochberg',
}

/** How the family was controlled as a whole, whether its best is more than luck, and what could have been found at all. */
export function ControlPanel({ view: { best, power }, control, onHypothesis }: ControlPanelProps) {
  const luckiest = best?.luckiest ?? null
  return (
    <Panel
      title="Control of the whole family"
      description={`${DECIDES[control.decides]} decides, at a false discovery rate of ${percentText(control.q, { digits: 0 })}; ${countText(control.resamples)} draws of ${countText(control.blocks)} blocks of ${countText(control.blockBars)} bars`}
    >
      <div className="discovery-stats">
        <Stat
          label="Left, any dependence"
          value={countText(control.byBy)}
          explanation={definitionText(DEFINITIONS.qBenjaminiYekutieli)}
        />
        <Stat
          label="Left, Benj.–Hochberg"
          value={countText(control.byBh)}
          tone="muted"
          explanation={definitionText(DEFINITIONS.qBenjaminiHochberg)}
        />
        <Stat
          label="Left, family-wise"
          value={countText(control.byStepDown)}
          explanation={definitionText(DEFINITIONS.familyWiseP)}
        />
        <Stat
          label="Reality check p"
          value={probabilityText(best?.pRealityCheck)}
          explanation={definitionText(DEFINITIONS.bestOfAllP)}
          why="The best of all could not be judged."
        />
        <Stat
          label="SPA p"
          value={probabilityText(best?.pSpaConsistent)}
          explanation={`${definitionText(DEFINITIONS.bestOfAllP)} Lower and upper bound: ${probabilityText(best?.pSpaLower)} and ${probabilityText(best?.pSpaUpper)}.`}
          why="The best of all could not be judged."
        />
        <Stat
          label="Smallest edge found"
          value={ratioText(power?.smallestUpliftBps, { digits: 0 })}
          unit="bps a trade"
          explanation={`Smallest true uplift that is found four times in five among all declared, with the ${countText(power?.medianEffectiveEvents)} effective events of the middle hypothesis: ${ratioText(power?.smallestEffect)} standard deviations of one trade’s return. A smaller one may be there unseen.`}
          why="What could have been found cannot be said."
        />
      </div>
      {luckiest === null ? null : (
        <Button
          mt="sm"
          size="compact-xs"
          variant="default"
          title="The hypothesis with the largest studentised uplift"
          onClick={() => onHypothesis(luckiest)}
        >
          Best of all: {luckiest.replaceAll('|', ' · ')}
        </Button>
      )}
    </Panel>
  )
}
