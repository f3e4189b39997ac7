import { Secret, TOTP } from 'otpauth'

const PERIOD_SECONDS = 30

const totpOf = (login: string, secret: string) => new TOTP({ issuer: '云溪市第一人民医院', label: login, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS })

/** 160 bits, as RFC 4226 recommends. */
export const newTotpSecret = () => new Secret({ size: 20 }).base32

/** What an authenticator app reads from the QR code. */
export const otpauthUri = (login: string, secret: string) => totpOf(login, secret).toString()

/** The 30-second step whose code this is, one step early or late included; undefined for a wrong code. */
export function totpStep(login: string, secret: string, code: string, at: Date): number | undefined {
  const delta = totpOf(login, secret).validate({ token: code.replace(/\s/g, ''), timestamp: at.getTime(), window: 1 })
  return delta === null ? undefined : Math.floor(at.getTime() / 1000 / PERIOD_SECONDS) + delta
}
