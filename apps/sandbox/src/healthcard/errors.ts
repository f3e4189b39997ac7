/** A refusal of the platform under its own number; it travels with HTTP 200. */
export class HealthCardError extends Error {
  constructor(readonly resultCode: number, message: string) {
    super(message)
  }
}
