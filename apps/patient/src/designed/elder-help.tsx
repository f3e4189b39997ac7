import { PhoneIcon } from '@hospital/web/parts/icons'
import { TextSize } from '@/elder/text-size'
import type { Scene } from './scene'

/** On every designed page in the mode for older people, whatever was designed: a person to call, and the size of the text. */
export function ElderHelp({ mode, hospital }: Scene) {
  if (mode === 'standard') return null
  return (
    <>
      {hospital.phone && (
        <a className="ih-button" href={`tel:${hospital.phone}`}>
          <PhoneIcon size={24} />
          打电话找人工帮忙
        </a>
      )}
      <TextSize mode={mode} />
    </>
  )
}
