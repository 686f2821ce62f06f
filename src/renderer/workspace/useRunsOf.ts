import { useWindowEvent } from '@mantine/hooks'
import { useEffect } from 'react'
import type { RunListItem } from '../../core/contract/workbench/views.ts'
import { onUnusable } from '../data/refetch.ts'
import { type Called, useCall } from '../data/useCall.ts'

/** The runs of the open workspace. Asked again when the person comes back to the window, and where an answer says that the workspace is gone. */
export function useRunsOf(workspace: string | null): Called<readonly RunListItem[]> {
  const runs = useCall('runs.list', { workspace: workspace ?? '' }, { enabled: workspace !== null })
  const { reload } = runs
  useWindowEvent('focus', reload)
  useEffect(() => onUnusable((name) => name === workspace && reload()), [workspace, reload])
  return runs
}
