export interface Recording {
  seconds(): number
  /** The recording as a file to upload; the microphone is let go. */
  finish(): Promise<File>
  cancel(): void
}

/** Nothing can be recorded; the message says why and what to do. */
export class RecordingRefused extends Error {}

/** What phones record, the best first: Chrome and WeChat on Android, then Safari. */
const formats = [
  { type: 'audio/webm;codecs=opus', ending: 'webm' },
  { type: 'audio/mp4', ending: 'm4a' },
]

/** Starts recording; asks for the microphone where that was not allowed yet. Throws `RecordingRefused`. */
export async function recordVoice(): Promise<Recording> {
  const format = typeof MediaRecorder === 'undefined' ? undefined : formats.find(({ type }) => MediaRecorder.isTypeSupported(type))
  if (!format || !navigator.mediaDevices) throw new RecordingRefused('当前浏览器不能录音，请改用文字，或换用系统浏览器打开。')
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch((error: DOMException) => {
    throw new RecordingRefused(error.name === 'NotAllowedError' ? '没有麦克风权限。请在系统设置中允许使用麦克风后再试。' : '没有找到可用的麦克风，请改用文字。')
  })
  const recorder = new MediaRecorder(stream, { mimeType: format.type, audioBitsPerSecond: 32_000 })
  const parts: Blob[] = []
  recorder.ondataavailable = ({ data }) => parts.push(data)
  const release = () => {
    for (const track of stream.getTracks()) track.stop()
  }
  recorder.start()
  const startedAt = performance.now()
  return {
    seconds: () => (performance.now() - startedAt) / 1000,
    finish: () =>
      new Promise((resolve) => {
        recorder.onstop = () => {
          release()
          resolve(new File(parts, `voice.${format.ending}`, { type: format.type.split(';')[0]! }))
        }
        recorder.stop()
      }),
    cancel() {
      recorder.onstop = null
      if (recorder.state !== 'inactive') recorder.stop()
      release()
    },
  }
}
