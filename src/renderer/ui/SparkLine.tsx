type SparkLineProps = { readonly values: readonly number[]; readonly label: string; readonly height?: number }

const WIDTH = 240

/** The shape of a series, from its least to its greatest value; the dotted line is where it began. */
export function SparkLine({ values, label, height = 44 }: SparkLineProps) {
  const known = values.filter(Number.isFinite)
  if (known.length < 2) return null
  const least = Math.min(...known)
  const range = Math.max(...known) - least || 1
  const y = (value: number) => height - 3 - ((value - least) / range) * (height - 6)
  const points = known.map((value, at) => `${((at / (known.length - 1)) * WIDTH).toFixed(1)},${y(value).toFixed(1)}`)
  const first = y(known[0] ?? 0).toFixed(1)
  return (
    <svg
      className="spark-line"
      viewBox={`0 0 ${WIDTH} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <line x1="0" x2={WIDTH} y1={first} y2={first} className="spark-begin" />
      <polyline points={points.join(' ')} className="spark-values" />
    </svg>
  )
}
