/** The orders of a list of contacts. A minus in front: from the end. */
export const contactSorts = ['name', '-name', '-activity', 'activity', '-created', 'created', 'owner'] as const;
export type ContactSort = (typeof contactSorts)[number];

export const isContactSort = (sort: unknown): sort is ContactSort => (contactSorts as readonly unknown[]).includes(sort);
