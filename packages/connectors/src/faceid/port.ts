/** Real name by live face: somebody before the camera is compared with the picture that the police keep of a citizen. */
export interface FaceIdPort {
  /**
   * Opens one check of the given citizen. The browser goes to `url` and comes back to `returnUrl`; what it brings back proves nothing.
   * A TIMEOUT leaves a check that nobody will take: open another.
   */
  openCheck(input: OpenCheckInput): Promise<OpenedCheck>
  /** What became of a check, asked of the provider itself. Repeating it is fine. REFUSED `TOKEN_UNKNOWN` once the provider has forgotten it. */
  readCheck(token: string): Promise<CheckOutcome>
}

export interface OpenCheckInput {
  name: string
  idCard: string
  returnUrl: string
  /** Our own reference; comes back with the result. */
  reference: string
}

export interface OpenedCheck {
  token: string
  url: string
}

export type CheckFailure = 'NOT_ALIVE' | 'OTHER_FACE' | 'CANCELLED' | 'OTHER'

export type CheckOutcome =
  | { state: 'UNFINISHED' }
  | { state: 'FAILED'; reason: CheckFailure }
  /** Of whom it is true, as the provider has it: to be compared with whom it was asked of. */
  | { state: 'PASSED'; idCard: string; name: string; reference: string }
