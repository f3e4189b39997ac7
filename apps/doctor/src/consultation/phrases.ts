/** What doctors write most, by the numbers that call them up. */
export const phrases = ['连续 7 天早晚测血压', '请上传最近的化验单', '不适请及时联系我', '胸痛请立即去急诊', '稍后回复您']
