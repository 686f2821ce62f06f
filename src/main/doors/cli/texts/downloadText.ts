import type { DownloadReport } from '../../../engine/download/downloadData.ts'
import { passportText } from './passportText.ts'

export function downloadText({ series }: DownloadReport): string {
  return series
    .map(({ passport, isNew }) =>
      isNew
        ? passportText(passport)
        : `${passportText(passport)}\n  note      nothing was missing: no bar was asked for`,
    )
    .join('\n\n')
}
