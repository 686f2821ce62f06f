/** A notebook of nbformat 4.5, as far as we write one. */
export type Notebook = {
  readonly nbformat: 4
  readonly nbformat_minor: 5
  readonly metadata: object
  readonly cells: readonly NotebookCell[]
}

type NotebookCell =
  | {
      readonly cell_type: 'markdown'
      readonly id: string
      readonly metadata: object
      readonly source: readonly string[]
    }
  | {
      readonly cell_type: 'code'
      readonly id: string
      readonly metadata: object
      readonly source: readonly string[]
      readonly execution_count: null
      readonly outputs: readonly []
    }

/**
 * The notebook of a Python text whose cells begin with `# %%` (`# %% [markdown]`: lines of comment). `name` makes the ids of the cells, the same each time.
 */
export function notebookOf(name: string, text: string): Notebook {
  const parts = text.split(/^# %%/m).slice(1)
  return {
    cells: parts.map((part, at) => cellOf(`${name.replaceAll(/[^A-Za-z0-9-]/g, '-')}-${at + 1}`, part)),
    metadata: {
      kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
      language_info: { name: 'python' },
    },
    nbformat: 4,
    nbformat_minor: 5,
  }
}

function cellOf(id: string, part: string): NotebookCell {
  const [head = '', ...lines] = part.split('\n')
  const isText = head.includes('[markdown]')
  const body = lines
    .join('\n')
    .trim()
    .split('\n')
    .map((line) => (isText ? line.replace(/^# ?/, '') : line))
  const source = body.map((line, at) => (at < body.length - 1 ? `${line}\n` : line))
  return isText
    ? { cell_type: 'markdown', id, metadata: {}, source }
    : { cell_type: 'code', id, metadata: {}, source, execution_count: null, outputs: [] }
}
