import { Explained } from './Explained.tsx'
import { NOT_KNOWN, ratioText } from './numberText.ts'

export type Tone = 'plain' | 'gain' | 'loss' | 'muted'

type StatProps = {
  readonly label: string
  /** Text as it shall stand, or a number for two decimals; null: not available, and `why` says why. */
  readonly value: string | number | null
  readonly unit?: string | undefined
  readonly explanation?: string | undefined
  readonly tone?: Tone | undefined
  readonly why?: string | undefined
}

export function Stat({ label, value, unit, explanation, tone = 'plain', why }: StatProps) {
  const known = value !== null && value !== NOT_KNOWN && (typeof value !== 'number' || Number.isFinite(value))
  return (
    <div className="stat">
      <div className="stat-label">
        <Explained definition={explanation}>{label}</Explained>
      </div>
      {known ? (
        <div className="stat-value" data-tone={tone}>
          {typeof value === 'number' ? ratioText(value) : value}
          {unit ? <span className="stat-unit">{unit}</span> : null}
        </div>
      ) : (
        <div className="stat-value" data-tone="muted">
          <Explained definition={why ?? 'Not available: this number could not be computed from what was kept.'}>
            {NOT_KNOWN}
          </Explained>
        </div>
      )}
    </div>
  )
}
