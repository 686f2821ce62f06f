import { Button, Group, Progress, TextInput } from '@mantine/core'
import { IconFolderOpen } from '@tabler/icons-react'
import { useHost } from '../data/host.ts'
import { percentText } from '../ui/numberText.ts'
import { TroubleNote } from '../ui/TroubleNote.tsx'
import { isAbsolutePath } from './isAbsolutePath.ts'
import type { FileChoice } from './useFileChoice.ts'

type FileFieldProps = {
  /** Kinds of file, in words. */
  readonly what: string
  readonly placeholder: string
  /** A file may be let fall where it is shown. */
  readonly mayDrop?: boolean
  readonly file: string
  readonly choice: FileChoice
  onChange(file: string): void
}

/** A path on the machine of the engine, typed, or that of a file that is chosen or dropped here. */
export function FileField({ what, placeholder, mayDrop = false, file, choice, onChange }: FileFieldProps) {
  const { takeFile } = useHost()
  const hasFault = file.trim() !== '' && !isAbsolutePath(file)
  const drop = takeFile === null || !mayDrop ? '' : ' A file may also be dropped on this page.'
  return (
    <div>
      <Group gap="sm" align="flex-start" wrap="nowrap">
        <TextInput
          label="File"
          description={`${what}: its full path on the machine where the engine runs.${drop}`}
          placeholder={placeholder}
          value={file}
          error={hasFault ? 'Give the full path: it begins with / or with a drive.' : null}
          onChange={(event) => onChange(event.currentTarget.value)}
          spellCheck={false}
          data-autofocus
          style={{ flex: 1, minWidth: 0 }}
        />
        <Button
          variant="default"
          leftSection={<IconFolderOpen size={15} />}
          onClick={choice.choose}
          mt={20}
          style={{ flex: 'none' }}
        >
          Choose a file…
        </Button>
      </Group>
      {choice.share === null ? null : <OnItsWay share={choice.share} onStop={choice.stop} />}
      {choice.trouble === null ? null : <TroubleNote trouble={choice.trouble} />}
    </div>
  )
}

function OnItsWay({ share, onStop }: { readonly share: number; onStop(): void }) {
  const percent = percentText(share, { digits: 0 })
  return (
    <Group gap="sm" mt="sm" wrap="nowrap">
      <span>Handing it to the engine</span>
      <Progress value={share * 100} style={{ flex: 1 }} aria-label={`Handed to the engine: ${percent}`} />
      <span style={{ width: 44, textAlign: 'right', fontVariantNumeric: 'tabular-nums' }}>{percent}</span>
      <Button variant="default" size="compact-xs" onClick={onStop}>
        Stop
      </Button>
    </Group>
  )
}
