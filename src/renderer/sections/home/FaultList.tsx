import { UnstyledButton } from '@mantine/core'
import type { ManifestFault } from '../../../core/contract/workbench/views.ts'
import { placeText } from './faultTexts.ts'

type FaultListProps = {
  readonly faults: readonly ManifestFault[]
  /** False: a newer text is not judged yet. */
  readonly judged: boolean
  onJump(fault: ManifestFault): void
}

/** What is wrong with the text, by line; pressing one leads there. */
export function FaultList({ faults, judged, onJump }: FaultListProps) {
  return (
    <div className="faults" role="status" aria-label="What is wrong with the text">
      {faults.length === 0 ? (
        <div>{judged ? 'Nothing is wrong with this text: it can be saved.' : 'Looking at the text …'}</div>
      ) : (
        faults.map((fault) => (
          <div key={`${fault.line} ${fault.column} ${fault.message}`} className="fault">
            {fault.line === null ? (
              <span className="fault-place">{placeText(fault)}</span>
            ) : (
              <UnstyledButton className="fault-place fault-jump" onClick={() => onJump(fault)}>
                {placeText(fault)}
              </UnstyledButton>
            )}
            <span className="wrap-anywhere">{fault.message}</span>
          </div>
        ))
      )}
    </div>
  )
}
