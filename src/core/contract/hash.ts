/** SHA-256 as 64 lower-case hexadecimal digits; a text is hashed as UTF-8. Enters core as an argument. */
export type Hash = (content: string | Uint8Array) => string
