const DEVICE_NAME = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i

/** Names that some systems read as devices, with any ending; a file or workspace of such a name could not be carried there. */
export function isDeviceName(name: string): boolean {
  return DEVICE_NAME.test(name)
}
