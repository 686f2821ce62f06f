import { Button, Group, Modal, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconZoomIn } from '@tabler/icons-react'
import { useState } from 'react'
import type { Artifact } from '../../../core/contract/workbench/views.ts'
import { useCall } from '../../data/useCall.ts'
import { Loading } from '../../ui/Loading.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { artifactTitle, fileName, mediaType } from './artifactKind.ts'

type PictureProps = { readonly workspace: string; readonly runId: string; readonly artifact: Artifact }

/** A published picture; a click opens it over the whole window, to be looked at closely. */
export function Picture({ workspace, runId, artifact }: PictureProps) {
  const { value, trouble } = useCall('runs.artifact', { workspace, runId, file: artifact.file })
  const [opened, { open, close }] = useDisclosure(false)
  const title = artifactTitle(artifact)
  if (trouble) return <TroubleNote trouble={trouble} />
  if (value === null) return <Loading label={fileName(artifact.file)} />
  const source = `data:${mediaType(artifact)};base64,${value.content}`
  return (
    <figure className="picture">
      <UnstyledButton className="picture-button" onClick={open} aria-label={`Enlarge ${fileName(artifact.file)}`}>
        <img src={source} alt={title === '' ? artifact.file : title} />
      </UnstyledButton>
      <figcaption>
        <IconZoomIn size={14} aria-hidden="true" /> {title} <span className="file-name">{fileName(artifact.file)}</span>
      </figcaption>
      <Modal opened={opened} onClose={close} fullScreen title={title === '' ? artifact.file : title}>
        <ZoomedPicture source={source} title={title} />
      </Modal>
    </figure>
  )
}

const ZOOMS = [0, 1, 2] as const

/** 0 fits the picture into the window; else times its own size. */
function ZoomedPicture({ source, title }: { readonly source: string; readonly title: string }) {
  const [zoom, setZoom] = useState<number>(0)
  const [width, setWidth] = useState(0)
  return (
    <>
      <Group gap="xs" mb="xs">
        {ZOOMS.map((times) => (
          <Button
            key={times}
            size="compact-xs"
            variant={zoom === times ? 'filled' : 'default'}
            aria-pressed={zoom === times}
            onClick={() => setZoom(times)}
          >
            {times === 0 ? 'Fit' : `${times * 100} %`}
          </Button>
        ))}
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="picture-zoomed" aria-label="Enlarged picture" tabIndex={0}>
        <img
          src={source}
          alt={title}
          onLoad={(event) => setWidth(event.currentTarget.naturalWidth)}
          style={zoom === 0 ? { maxWidth: '100%', maxHeight: '100%' } : { width: width * zoom, maxWidth: 'none' }}
        />
      </section>
    </>
  )
}
