export const photo = {
  label: 'Picture',
  choose: 'Choose a picture',
  replace: 'Replace the picture',
  remove: 'Remove the picture',
  storing: 'Storing the picture…',
  notPicture: 'This file is no picture that can be shown. Choose a PNG, JPEG, WebP or GIF file of 15 MB at most.',
  notStored: 'The picture was not stored: {reason}',
} as const;
