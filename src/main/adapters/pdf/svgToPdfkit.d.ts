declare module 'svg-to-pdfkit' {
  type Options = {
    readonly width: number
    readonly height: number
    readonly preserveAspectRatio: string
    readonly assumePt: boolean
    readonly fontCallback: (family: string, bold: boolean, italic: boolean) => string
  }
  function draw(document: PDFKit.PDFDocument, svg: string, x: number, y: number, options: Options): void
  export = draw
}
