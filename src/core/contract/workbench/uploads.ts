/** Where the browser's door takes files: `PUT`, the bytes as they are, the name percent-encoded in `UPLOAD_NAME_HEADER`. */
export const UPLOAD_PATH = '/upload'
export const UPLOAD_NAME_HEADER = 'x-file-name'
export const MOST_UPLOAD_BYTES = 8 * 1024 ** 3
