import { useDocumentTitle } from '@mantine/hooks'
import { isAtWork } from '../data/jobsStore.ts'
import { jobShare } from '../data/jobText.ts'
import { useJobs } from '../data/useJobs.ts'
import { useLink } from '../data/useLink.ts'
import { usePlace } from '../state/place.ts'
import { SECTION_FACES } from './sectionFaces.ts'

/** `kraken · Backtest · running 42 % - Assay`. */
export function useWindowTitle(): void {
  const { workspace, section } = usePlace()
  const { status, epoch } = useLink()
  const live = useJobs().find((job) => isAtWork(job) && (workspace === null || job.workspace === workspace))
  const share = live ? jobShare(live) : null
  const state = live ? [`running${share === null ? '' : ` ${Math.floor(share * 100)} %`}`] : []
  const link = status === 'open' || epoch === 0 ? [] : ['no connection']
  const words = [...(workspace === null ? [] : [workspace]), SECTION_FACES[section].title, ...state, ...link]
  useDocumentTitle(`${words.join(' · ')} - Assay`)
}
