import { BannerStrip } from '@/content/banner-strip'
import type { Renderer } from '../module-props'

export const Banner: Renderer<'BANNER'> = ({ settings: { position }, scene }) => <BannerStrip position={position} counted={!scene.preview} />
