import { CleanPanel } from './CleanPanel.tsx'
import { MachinePanel } from './MachinePanel.tsx'

/** Fetched when the settings are opened: the first picture of the page needs none of it. */
export function CarePanels() {
  return (
    <>
      <CleanPanel />
      <MachinePanel />
    </>
  )
}
