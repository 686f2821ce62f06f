import { MOST_UPLOAD_BYTES, UPLOAD_NAME_HEADER, UPLOAD_PATH } from '../../core/contract/workbench/uploads.ts'
import { type Failure, failure, type Outcome, success } from '../../core/outcome/outcome.ts'
import type { PickedFile } from '../data/host.ts'

/**
 * The bytes of a file to the engine, by the browser's door. Errors: those of the engine's `Uploads`, `upload-too-large`,
 * `upload-refused`, `upload-lost`, `upload-stopped`.
 */
export function upload(
  file: File,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<Outcome<PickedFile>> {
  if (file.size > MOST_UPLOAD_BYTES) return Promise.resolve(tooLarge(file))
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    const stop = () => request.abort()
    const end = (outcome: Outcome<PickedFile>) => {
      signal.removeEventListener('abort', stop)
      resolve(outcome)
    }
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 1)
    request.onload = () => end(answered(request, file))
    request.onerror = () => end(LOST)
    request.onabort = () => end(STOPPED)
    signal.addEventListener('abort', stop)
    request.open('PUT', UPLOAD_PATH)
    request.setRequestHeader(UPLOAD_NAME_HEADER, encodeURIComponent(file.name.toWellFormed()))
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.send(file)
    if (signal.aborted) stop()
  })
}

function answered({ responseText }: XMLHttpRequest, { name }: File): Outcome<PickedFile> {
  const answer = parsed(responseText)
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return refused(responseText)
  if (answer.ok === true && 'value' in answer && typeof answer.value === 'string')
    return success({ path: answer.value, name })
  return 'trouble' in answer ? (answer as Failure) : refused(responseText)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function refused(text: string): Failure {
  return failure(
    'upload-refused',
    `The engine did not take the file: ${text.trim().slice(0, 300) || 'it said nothing'}`,
    'Give the path of the file instead, if it is on the machine of the engine.',
  )
}

function tooLarge({ name, size }: File): Failure {
  const most = MOST_UPLOAD_BYTES / 1024 ** 3
  return failure(
    'upload-too-large',
    `${name} has ${(size / 1024 ** 3).toFixed(2)} GiB; a browser may hand over ${most} GiB at most.`,
    'Put the file on the machine of the engine and give its path instead.',
  )
}

const LOST = failure(
  'upload-lost',
  'The connection broke off, or the file was changed, before all of it was handed over.',
  'Choose the file again; nothing of it was kept.',
)

const STOPPED = failure('upload-stopped', 'Handing the file over was stopped.', 'Nothing of it was kept.')
