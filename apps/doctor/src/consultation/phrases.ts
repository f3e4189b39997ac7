/** What doctors write most, by the numbers that call them up. */
export const phrases = ['请连续 7 天早晚测血压并记录。', '请上传最近的化验单。', '如有不适，请及时联系我。', '如出现胸痛，请立即去急诊。', '我稍后回复您。']
