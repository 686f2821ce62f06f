import {
  IconChartHistogram,
  IconChartLine,
  IconDatabase,
  IconFileExport,
  IconGridDots,
  IconHome,
  IconNotebook,
  IconSettings,
  IconShieldCheck,
  IconSitemap,
  IconTable,
  IconTargetArrow,
  IconTrophy,
  IconZoomScan,
  type TablerIcon,
} from '@tabler/icons-react'
import type { SectionName } from '../state/placeHash.ts'

export type SectionFace = { readonly title: string; readonly key: string; readonly Icon: TablerIcon }

/** `key`: after `g`. */
export const SECTION_FACES: Readonly<Record<SectionName, SectionFace>> = {
  home: { title: 'Home', key: 'h', Icon: IconHome },
  data: { title: 'Data', key: 'd', Icon: IconDatabase },
  build: { title: 'Build', key: 'u', Icon: IconTable },
  pipeline: { title: 'Pipeline', key: 'p', Icon: IconSitemap },
  events: { title: 'Events', key: 'e', Icon: IconTargetArrow },
  discovery: { title: 'Discovery', key: 'y', Icon: IconZoomScan },
  model: { title: 'Model', key: 'm', Icon: IconChartHistogram },
  backtest: { title: 'Backtest', key: 'b', Icon: IconChartLine },
  sweeps: { title: 'Sweeps', key: 'w', Icon: IconGridDots },
  leaderboard: { title: 'Leaderboard', key: 'l', Icon: IconTrophy },
  robustness: { title: 'Robustness', key: 'r', Icon: IconShieldCheck },
  ledger: { title: 'Ledger', key: 't', Icon: IconNotebook },
  outputs: { title: 'Outputs', key: 'o', Icon: IconFileExport },
  settings: { title: 'Settings', key: 's', Icon: IconSettings },
}
