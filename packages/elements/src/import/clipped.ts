/** No heading or name is longer; what is, comes of a file that was cut in the wrong places. */
const mostShown = 160;

/** A text of a file as it is shown: whole, unless it is longer than anybody would read. */
export const clipped = (text: string, most = mostShown): string => (text.length > most ? `${text.slice(0, most)}…` : text);
