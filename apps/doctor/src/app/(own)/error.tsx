'use client'

import { problemOfDigest } from '@hospital/web/problem'
import { ErrorState } from '@hospital/web/parts/states'

export default function OwnError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <ErrorState
      problem={problemOfDigest(error)}
      ways={
        <button className="ih-button" data-kind="primary" type="button" onClick={reset}>
          重试
        </button>
      }
    />
  )
}
