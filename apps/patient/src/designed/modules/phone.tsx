import { PhoneIcon } from '@hospital/web/parts/icons'
import type { Renderer } from '../module-props'

export const Phone: Renderer<'PHONE'> = ({ settings: { words }, scene: { hospital } }) =>
  hospital.phone && (
    <a className="ih-button" href={`tel:${hospital.phone}`}>
      <PhoneIcon size={24} />
      {words}
    </a>
  )
