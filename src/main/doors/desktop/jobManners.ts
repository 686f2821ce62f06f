import { BrowserWindow, Notification, powerSaveBlocker } from 'electron'
import type { JobView } from '../../../core/contract/workbench/views.ts'
import { jobNotice } from './jobNotice.ts'

/** The machine does not go to sleep under a job. */
export function createWakefulness(): (jobCount: number) => void {
  let blocker: number | null = null
  return (jobCount) => {
    if (jobCount > 0) blocker ??= powerSaveBlocker.start('prevent-app-suspension')
    else if (blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
  }
}

/** Tells the desktop of a long job's end where no window of ours has the person's eye. */
export function noticeEnd(job: JobView, onClick: () => void): void {
  const notice = jobNotice(job, BrowserWindow.getFocusedWindow() !== null)
  if (notice === null || !Notification.isSupported()) return
  const notification = new Notification(notice)
  notification.on('click', onClick)
  notification.show()
}
