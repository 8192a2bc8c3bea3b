/** Numbers from 0 up to 1, from the machine's source of randomness. */
export const systemRandom = (): number => Math.random();
