import { customers } from './customers.js';
import { tradePeople } from './trade-people.js';

/** Everybody whom Mothwick knows. */
export const people = { ...customers, ...tradePeople };
export type PersonKey = keyof typeof people;
