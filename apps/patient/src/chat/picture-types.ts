/** What the gateway keeps as a picture. Naming JPEG makes phones hand over their own forms as it. */
export const pictureTypes = 'image/jpeg,image/png,image/webp'
