/** Sources that come along with a report, as texts; null where this installation does not have them. */
export interface ReportScripts {
  /** What draws charts in a browser. */
  charts(): string | null
  /** What sorts tables there. */
  sorting(): string | null
}
