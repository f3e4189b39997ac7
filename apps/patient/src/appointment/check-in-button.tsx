'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useMutation } from 'urql'
import { problemOf, type Problem } from '@hospital/web/problem'
import { CheckInDocument } from '@/graphql/graphql'

interface CheckInButtonProps {
  appointmentId: string
  onProblem(problem: Problem | undefined): void
}

const LOCATING = { enableHighAccuracy: true, timeout: 15_000, maximumAge: 10_000 }

const locate = () => new Promise<GeolocationCoordinates>((resolve, reject) =>
  navigator.geolocation ? navigator.geolocation.getCurrentPosition(({ coords }) => resolve(coords), reject, LOCATING) : reject(new Error('no geolocation')))

/** Takes the phone's position once, when tapped; the rule about near enough is the hospital's. */
export function CheckInButton({ appointmentId, onProblem }: CheckInButtonProps) {
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [, checkIn] = useMutation(CheckInDocument)

  async function act() {
    setBusy(true)
    onProblem(undefined)
    try {
      const coords = await locate().catch((error: { code?: number }) => onProblem(locationProblem(error.code)))
      if (!coords) return
      const { latitude, longitude, accuracy } = coords
      const { data, error } = await checkIn({ input: { appointmentId, latitude, longitude, accuracyMeters: accuracy } })
      if (data) return router.replace(`/queue/${data.checkIn.id}`)
      onProblem(problemOf(error) ?? undefined)
    } finally {
      setBusy(false)
    }
  }
  return (
    <button type="button" className="ih-button" data-kind="primary" disabled={busy} onClick={act}>
      {busy ? '正在签到…' : '签到取号'}
    </button>
  )
}

/** GeolocationPositionError.PERMISSION_DENIED */
const DENIED = 1

const locationProblem = (code?: number): Problem => ({
  code: 'LOCATION',
  message: code === DENIED ? '没有定位权限。请在系统设置中允许使用位置后再签到，也可到分诊台签到。' : '暂时无法取得您的位置，请到开阔处重试，也可到分诊台签到。',
})
