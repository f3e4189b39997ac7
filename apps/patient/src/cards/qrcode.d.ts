/** The little of qrcode that is used here; the package brings no types. */
declare module 'qrcode' {
  interface QrModules {
    size: number
    data: Uint8Array
  }
  export function create(text: string, options: { errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' }): { modules: QrModules }
}
