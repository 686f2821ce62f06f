import { CopyText } from '../../ui/CopyText.tsx'

/** Where a file lies, below the folder of workspaces. */
export function WrittenFile({ workspace, path }: { readonly workspace: string; readonly path: string }) {
  const whole = `${workspace}/${path}`
  return (
    <div className="panel-description" data-written>
      <code>{whole}</code> <CopyText text={whole} label="Copy path" />
    </div>
  )
}
