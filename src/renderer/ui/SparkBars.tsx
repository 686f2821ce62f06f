type SparkBarsProps = { readonly counts: readonly number[]; readonly label: string }

const WIDTH = 120
const HEIGHT = 18

/** The shape of a histogram: one bar a bin, the highest over the whole height. */
export function SparkBars({ counts, label }: SparkBarsProps) {
  const most = counts.reduce((high, count) => Math.max(high, count), 1)
  const width = WIDTH / counts.length
  return (
    <svg
      className="spark-bars"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <path d={counts.map((count, bin) => barPath(bin * width, width, (count / most) * HEIGHT)).join('')} />
    </svg>
  )
}

function barPath(left: number, width: number, height: number): string {
  const shown = height > 0 ? Math.max(1, height) : 0
  return `M${left.toFixed(1)} ${HEIGHT}v${(-shown).toFixed(1)}h${(width * 0.85).toFixed(1)}V${HEIGHT}z`
}
